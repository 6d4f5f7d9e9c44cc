"""Serve a model's weights on loopback until a signal; `model.py` runs this in its own venv.

    python server.py WEIGHTS PORT LOG [PARENT]

With PARENT, a process id, it also stops when that process is gone.
"""

import importlib
import os
import signal
import sys
from pathlib import Path

NAME = "qwen2.5-coder-1.5b-instruct-q4_k_m"
STOP = {signal.SIGTERM, signal.SIGINT}
# A report of 3,000 characters takes about 1,800 tokens, its numbers 200, the prompt 500 and
# the answer 1,000. One place with 8,192 holds twice that, and keeps the prompt's prefix in
# its cache; two places would share the same two cores and end no sooner.
CONTEXT, PLACES = 8192, 1
THREADS = 2


def main(weights: Path, port: int, log: Path, parent: int | None) -> None:
    # The engine has threads of its own: blocked here first, the signals reach none of them.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP)
    # The engine writes its log to the descriptors, past Python.
    with os.fdopen(os.dup(1), "w") as out, log.open("ab") as to:
        os.dup2(to.fileno(), 1)
        os.dup2(to.fileno(), 2)
        engine = importlib.import_module("xllamacpp")
        params = engine.CommonParams()
        params.model.path = str(weights)
        params.model_alias = [NAME]
        params.hostnames = ["127.0.0.1"]
        params.port = port
        params.n_ctx, params.n_parallel = CONTEXT, PLACES
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = THREADS
        server = engine.Server(params)
        out.write(f"{NAME} is ready at {server.listening_address}/v1 (log: {log})\n")
        out.flush()
        while signal.sigtimedwait(STOP, 1) is None:
            if parent is not None and os.getppid() != parent:
                return


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        int(sys.argv[2]),
        Path(sys.argv[3]),
        int(sys.argv[4]) if sys.argv[4:] else None,
    )
