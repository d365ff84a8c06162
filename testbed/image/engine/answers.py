"""What the engine says, in OpenAI's shapes."""
import itertools
import time
import uuid

ENDINGS = {"chat": ("chat.completion", "chat.completion.chunk"), "text": ("text_completion", "text_completion")}


def last_said(body, chat):
    """The text to say again: the last message's, its text parts joined, or the prompt's."""
    if not chat:
        prompt = body.get("prompt", "")
        return prompt if isinstance(prompt, str) else " ".join(str(part) for part in prompt)
    messages = body.get("messages") or [{}]
    content = messages[-1].get("content") or ""
    if isinstance(content, list):
        return " ".join(part.get("text", "") for part in content)
    return content


def pieces(body, chat, switches):
    """The answer as tokens, here words, and why it ended: `stop`, or `length` where max_tokens cut it."""
    text = switches["answer"] if switches["answer"] is not None else "You said: " + last_said(body, chat)
    words = [word + " " for word in text.split(" ")]
    words[-1] = words[-1][:-1]
    if switches["chunks"] is not None:
        words = list(itertools.islice(itertools.cycle([word.strip() + " " for word in words]), switches["chunks"]))
    most = body.get("max_completion_tokens") or body.get("max_tokens")
    if most is not None and most < len(words):
        return words[:most], "length"
    return words, "stop"


class Shape:
    """Makes the objects of one answer."""

    def __init__(self, chat, model, asked, manner):
        self.chat = chat
        self.asked = asked
        self.manner = manner
        self.whole, self.part = ENDINGS["chat" if chat else "text"]
        self.base = {"id": ("chatcmpl-" if chat else "cmpl-") + uuid.uuid4().hex, "created": int(time.time()),
                     "model": model}

    def first(self):
        """The chunk before the first token, which chats have: its content is "" in vLLM and null in llama.cpp."""
        return self.chunk({"role": "assistant", "content": "" if self.manner == "vllm" else None}, None)

    def token(self, text, ending=None):
        return self.chunk({"content": text} if self.chat else text, ending)

    def last(self, ending):
        return self.chunk({} if self.chat else "", ending)

    def chunk(self, content, ending):
        choice = {"index": 0, "delta" if self.chat else "text": content, "finish_reason": ending}
        return {**self.base, "object": self.part, "choices": [choice]}

    def usage_chunk(self, tokens):
        return {**self.base, "object": self.part, "choices": [], "usage": self.usage(tokens)}

    def usage(self, tokens):
        prompt = len(self.asked.split())
        return {"prompt_tokens": prompt, "completion_tokens": tokens, "total_tokens": prompt + tokens}

    def complete(self, words, ending):
        text = "".join(words)
        content = {"message": {"role": "assistant", "content": text}} if self.chat else {"text": text}
        return {**self.base, "object": self.whole, "usage": self.usage(len(words)),
                "choices": [{"index": 0, **content, "finish_reason": ending}]}


def models(names, manner):
    owner = "vllm" if manner == "vllm" else "llamacpp"
    return {"object": "list", "data": [{"id": name, "object": "model", "created": int(time.time()), "owned_by": owner}
                                       for name in names]}


def metrics(counts, manner):
    """Prometheus text with the counters under the names of the engine whose manner is spoken."""
    prefix = {"vllm": "vllm:num_requests_running", "llama.cpp": "llamacpp:requests_processing"}[manner]
    tokens = {"vllm": "vllm:generation_tokens_total", "llama.cpp": "llamacpp:tokens_predicted_total"}[manner]
    waiting = {"vllm": "vllm:num_requests_waiting", "llama.cpp": "llamacpp:requests_deferred"}[manner]
    lines = [f"# TYPE {prefix} gauge", f"{prefix} {counts['running']}", f"# TYPE {waiting} gauge", f"{waiting} 0",
             f"# TYPE {tokens} counter", f"{tokens} {counts['tokens']}"]
    return ("\n".join(lines) + "\n").encode()
