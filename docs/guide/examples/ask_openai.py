"""Asks a ready service through the openai package and prints the answer as it comes."""
import os
import sys

from openai import APIConnectionError, OpenAI

URL = os.environ.get("BLACKFISH_URL") or sys.exit(
    "Set BLACKFISH_URL to the address of your Blackfish, such as http://127.0.0.1:8000.")
client = OpenAI(
    base_url=URL + "/v1",
    api_key=os.environ["BLACKFISH_TOKEN"],
    max_retries=5,  # waits as long as Retry-After says while the model loads
)
try:
    answer = client.chat.completions.create(
        model=os.environ.get("BLACKFISH_SERVICE", "assistant"),
        messages=[{"role": "user", "content": "What is the capital of France? Answer in one word."}],
        temperature=0,
        max_tokens=64,
        stream=True,
    )
except APIConnectionError as error:
    sys.exit(f"Blackfish does not answer at {URL}: {error.__cause__ or error}")
for piece in answer:
    if piece.choices:
        print(piece.choices[0].delta.content or "", end="", flush=True)
print()
