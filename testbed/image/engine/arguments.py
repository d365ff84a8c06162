"""The command lines of llama-server and of vLLM, both taken by the same program."""
import dataclasses
import os
import sys

LLAMA_VALUES = {"-m", "--model", "-a", "--alias", "-c", "--ctx-size", "-np", "--parallel", "-t", "--threads", "-b",
                "--batch-size", "-ub", "--ubatch-size", "--threads-http", "-ngl", "--gpu-layers", "--n-gpu-layers",
                "--api-key", "--api-key-file", "--host", "--port"}
LLAMA_SWITCHES = {"--jinja", "--no-jinja", "--metrics", "--webui", "--no-webui", "--ui", "--no-ui", "--no-warmup",
                  "--slots", "--no-slots", "--offline"}
VLLM_VALUES = {"--model", "--tensor-parallel-size", "-tp", "--pipeline-parallel-size", "-pp", "--max-model-len",
               "--revision", "--tokenizer-revision", "--dtype", "--gpu-memory-utilization", "--max-num-seqs",
               "--download-dir", "--quantization", "--api-key", "--host", "--port", "--uvicorn-log-level",
               "--tokenizer", "--seed", "--kv-cache-dtype", "--chat-template"}
VLLM_SWITCHES = {"--trust-remote-code", "--enforce-eager", "--disable-log-requests", "--enable-auto-tool-choice"}
SAME = {"-m": "--model", "-a": "--alias", "-tp": "--tensor-parallel-size"}


@dataclasses.dataclass(frozen=True)
class Arguments:
    """What the engine is to serve and where; `manner` is whose wire it speaks."""

    manner: str
    model: str
    names: tuple
    host: str
    port: int
    keys: frozenset


def refuse(sentence, status):
    print(sentence, file=sys.stderr)
    sys.exit(status)


def parse(words, environment):
    """Reads the command line; an unknown flag ends with 1 in llama-server's manner and with 2 in vLLM's."""
    vllm = "serve" in words[:1] or "--served-model-name" in words or "--tensor-parallel-size" in words
    manner, status = ("vllm", 2) if vllm else ("llama.cpp", 1)
    values, switches = (VLLM_VALUES, VLLM_SWITCHES) if vllm else (LLAMA_VALUES, LLAMA_SWITCHES)
    given, names, rest = {}, [], list(words[1:] if words[:1] == ["serve"] else words)
    while rest:
        flag, equals, value = rest.pop(0).partition("=")
        if flag == "--served-model-name" and vllm:
            names += [value] if equals else []
            while rest and not rest[0].startswith("-"):
                names.append(rest.pop(0))
        elif flag in values:
            if not equals and not rest:
                refuse(f"error: argument {flag}: expected one argument", status)
            given[SAME.get(flag, flag)] = value if equals else rest.pop(0)
        elif vllm and not flag.startswith("-") and "--model" not in given:
            given["--model"] = flag + equals + value
        elif flag not in switches:
            refuse(f"error: unrecognized arguments: {flag}" if vllm else f"error: invalid argument: {flag}", status)
    if "--model" not in given:
        refuse("error: --model is required", status)
    names += [name.strip() for name in given.get("--alias", "").split(",") if name.strip()]
    default = given["--model"] if vllm else os.path.basename(given["--model"])
    return Arguments(manner, given["--model"], tuple(names or [default]), host(given, environment, manner),
                     port(given, environment, status), keys(given, environment, manner))


def host(given, environment, manner):
    default = "0.0.0.0" if manner == "vllm" else environment.get("LLAMA_ARG_HOST", "127.0.0.1")
    return given.get("--host", default)


def port(given, environment, status):
    text = given.get("--port", environment.get("LLAMA_ARG_PORT", "8000"))
    if not text.isdigit() or int(text) > 65535:
        refuse(f"error: argument --port: invalid port: {text}", status)
    return int(text)


def keys(given, environment, manner):
    found = [given.get("--api-key", ""), environment.get("VLLM_API_KEY" if manner == "vllm" else "LLAMA_API_KEY", "")]
    if "--api-key-file" in given:
        try:
            with open(given["--api-key-file"], encoding="utf-8") as file:
                found += file.read().splitlines()
        except OSError:
            refuse(f"error: failed to open file '{given['--api-key-file']}'", 1)
    return frozenset(key.strip() for key in found if key.strip())
