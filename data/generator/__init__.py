"""The generator of every synthetic table: a card as it comes to life, then the exams.

seeds       one named random stream per table and chunk
cardstock   the invented printing rules: types, colours, words, rarities
species     the real facts of species.csv and the card type they lead to
lots        a seller's box of 25 cards: its country, favourite period, scan station
press       what a printing run needs, and the codes of its cards
wording     language, attack name, weakness and resistance
scanner     what the scan station measures
prints      card prints, 65,536 at a time
market      the weekly market indices
sales       what prints were sold for, and the errors of the published price list
deliveries  a clean and a dirty delivery, with the ledger of what is wrong
partner     a partner's delivery in the partner's own words and units
exams       what exam tables share: small counts, planted errors, their ledger
credit      loan applications: imbalance, an audit of age, a leak
churn       phone contracts: households that leave together, a leak
files       the committed files, their checksums, the comparison with a rebuild
streaming   a table of millions of rows, written chunk by chunk
"""
