"""Whether the gate is well, and what it costs when it is not.

shift    drift by harm: which shift costs points or dollars
"""
