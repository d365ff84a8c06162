"""What lab code does with the real openai package, against the address and token in the environment; prints one JSON."""
import asyncio
import json
import os
import sys

import openai

BASE, TOKEN, MODEL = sys.argv[1], os.environ["BLACKFISH_TOKEN"], sys.argv[2]
QUESTION = [{"role": "user", "content": "Say yes."}]
seen = {"package": openai.__version__}

client = openai.OpenAI(base_url=BASE, api_key=TOKEN, max_retries=0, timeout=60)
seen["models"] = [model.id for model in client.models.list()]
seen["sync"] = client.chat.completions.create(model=MODEL, messages=QUESTION).choices[0].message.content
pieces = [piece.choices[0].delta.content or "" for piece in
          client.chat.completions.create(model=MODEL, messages=QUESTION, stream=True) if piece.choices]
seen["stream"], seen["pieces"] = "".join(pieces), len(pieces)


async def later():
    async with openai.AsyncOpenAI(base_url=BASE, api_key=TOKEN, max_retries=0, timeout=60) as waiting:
        answers = await asyncio.gather(*(
            waiting.chat.completions.create(model=MODEL, messages=QUESTION) for _ in range(4)))
        seen["async"] = [answer.choices[0].message.content for answer in answers]
        seen["async_models"] = [model.id async for model in waiting.models.list()]
        stream = await waiting.chat.completions.create(model=MODEL, messages=QUESTION, stream=True)
        seen["async_stream"] = "".join([piece.choices[0].delta.content or "" async for piece in stream if piece.choices])


asyncio.run(later())


def refusal(call):
    try:
        call()
    except openai.APIStatusError as error:
        return [type(error).__name__, error.status_code, error.message]
    return None


wrong = openai.OpenAI(base_url=BASE, api_key="wrong", max_retries=0)
seen["wrong_token"] = refusal(lambda: wrong.models.list())
seen["unknown_model"] = refusal(lambda: client.chat.completions.create(model="no/such-model", messages=QUESTION))
print(json.dumps(seen))
