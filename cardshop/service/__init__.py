"""The inference service: a card comes in, a type or "send it to the desk" goes out in 100 ms.

settings    what an operator may set, by environment
problems    every refusal in one shape (RFC 9457)
requests    what a client may send: the contract as a strict model, read from bytes
limits      keys, rates, media types, sizes
metrics     what an operator watches
logs        one JSON line a request
gate        the one middleware, in which all of the above meets a request
batching    cards that wait are computed together, by one thread
release     a version at work: model, reader, queue
routes      what is answered
documented  the routes and their OpenAPI document
wire        heads that are broken, endless or slow
following   LATEST names another version: it goes into service, or is refused
app         the parts put together
serving     `python -m cardshop serve`
"""

from cardshop.service.app import create_app
from cardshop.service.settings import ServiceError, Settings, read_settings

__all__ = ["ServiceError", "Settings", "create_app", "read_settings"]
