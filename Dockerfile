# The service alone: no notebook, no browser, no developer's tool. Linted in the gate, and not built
# there (no container engine): docs/service.md says what that leaves open.
FROM python:3.13-slim-bookworm AS build
COPY --from=ghcr.io/astral-sh/uv:0.9.9 /uv /usr/local/bin/uv
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /srv
COPY pyproject.toml README.md LICENSE LICENSE-PROSE ./
# First without the code, so that a changed line does not install 200 packages anew.
RUN uv sync --no-cache --no-dev --no-install-project
COPY cardshop cardshop
COPY classroom classroom
COPY data data
RUN uv sync --no-cache --no-dev --no-editable

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --create-home shop \
    && install -d -o shop -g shop /var/lib/cardshop
# Where `-m` finds /srv/cardshop, whose data lie beside it: from another folder it does not start.
WORKDIR /srv
COPY --from=build /srv /srv
USER 10001
ENV PATH=/srv/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    OMP_NUM_THREADS=1 \
    OPENBLAS_NUM_THREADS=1 \
    POLARS_MAX_THREADS=1 \
    CARDSHOP_HOST=0.0.0.0 \
    CARDSHOP_PORT=8000 \
    CARDSHOP_ARTIFACTS=/var/lib/cardshop/artifacts \
    CARDSHOP_JOURNAL=/var/lib/cardshop/journal.db
# Keys come from outside: an image that holds one gives it to whoever pulls it.
VOLUME /var/lib/cardshop
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=120s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/health/live', timeout=2)"]
STOPSIGNAL SIGTERM
CMD ["python", "-m", "cardshop", "serve"]
