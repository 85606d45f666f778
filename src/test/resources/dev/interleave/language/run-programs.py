# Reads a JSON array of programs from standard input, and prints a JSON array of what they print.
import contextlib
import io
import json
import re
import sys

ADDRESS = re.compile("0x[0-9a-f]{6,}")


def run(program):
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        try:
            exec(compile(program, "program", "exec"), {"__name__": "__main__"})
        except BaseException as exception:
            print(type(exception).__name__, str(exception), sep=": ")
    return ADDRESS.sub("0x", output.getvalue())


if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed")
json.dump([run(program) for program in json.load(sys.stdin)], sys.stdout)
