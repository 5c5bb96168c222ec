"""A FastAPI that answers a constant to any body: what no service on FastAPI can be faster than."""

from __future__ import annotations

import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.post("/predict")
async def hello() -> dict[str, str]:
    """A constant."""
    return {"card_type": "Fire"}


if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[2]), log_level="warning", access_log=False)
