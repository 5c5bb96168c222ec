"""Price quotes for trading cards: what a card should be bought for today.

columns     what each column may hold, and which index a print follows
data        breaches of the rules, and the sales without them
features    a card as a row of numbers
model       what turns those numbers into dollars
artifact    a model as files, verified when read
training    models compared on later sales, the best one kept
quotes      prices for cards
evaluation  how wrong prices are: in dollars, by slice
requests    what a client may send
page        the form for a person
service     quotes over HTTP
monitoring  alerts on what was quoted
business    what the model is worth, and the experiment on offers
report      the figures of the documents, computed and written into them
"""

from capstone.data import validate
from capstone.evaluation import evaluate
from capstone.monitoring import alerts
from capstone.quotes import predict
from capstone.training import train

__all__ = ["alerts", "evaluate", "predict", "train", "validate"]
