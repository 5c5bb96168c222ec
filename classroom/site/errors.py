"""Why there is no new site."""


class SiteError(Exception):
    """The site could not be made; the message says why. Nothing was replaced."""
