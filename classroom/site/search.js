// Finds sections by their words; the page can be read without it.
(() => {
  const form = document.getElementById("search");
  const box = document.getElementById("query");
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  const MOST = 40, AROUND = 70;
  const sections = window.COURSE_SECTIONS.map((one) => ({
    ...one,
    title_: one.title.toLowerCase(),
    words_: one.words.toLowerCase(),
  }));

  const rank = (one, terms) =>
    terms.reduce((sum, term) => sum + (one.title_.includes(term) ? 2 : 0), 0);

  const matching = (terms) =>
    sections
      .filter((one) => terms.every((term) => one.title_.includes(term) || one.words_.includes(term)))
      .sort((one, other) => rank(other, terms) - rank(one, terms));

  const around = (one, term) => {
    const at = Math.max(0, one.words_.indexOf(term));
    const from = Math.max(0, at - AROUND);
    const text = one.words.slice(from, at + term.length + AROUND);
    return (from > 0 ? "… " : "") + text + " …";
  };

  const item = (one, terms) => {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.href = one.to;
    link.textContent = `${one.title} (${one.page})`;
    const text = document.createElement("p");
    text.textContent = around(one, terms[0]);
    entry.append(link, text);
    return entry;
  };

  const search = () => {
    const terms = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const hits = terms.length ? matching(terms) : [];
    results.replaceChildren(...hits.slice(0, MOST).map((one) => item(one, terms)));
    const first = hits.length > MOST ? `, the first ${MOST} are listed` : "";
    const counted = hits.length === 1 ? "1 section" : `${hits.length || "No"} sections`;
    found.textContent = terms.length ? `${counted} with “${box.value.trim()}”${first}.` : "";
  };

  form.hidden = false;
  box.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    results.querySelector("a")?.focus();
  });
})();
