"""Writes CPython's tree of each program that it reads: a JSON array of programs in, a JSON array of results out.

A result is the tree as text, or empty where CPython rejects the program.
"""
import ast
import json
import struct
import sys
import warnings

warnings.simplefilter("ignore")
lines = []
SKIPPED = {"ctx", "kind", "type_comment", "type_ignores", "type_params"}


def quoted(text):
    return "'" + "".join(f"{ord(c)}." for c in text) + "'"


def constant(value):
    if value is None or value is True or value is False:
        return str(value)
    if value is Ellipsis:
        return "Ellipsis"
    if isinstance(value, int):
        return f"{value:x}"
    if isinstance(value, float):
        return "f" + f"{struct.unpack('>Q', struct.pack('>d', value))[0]:x}"
    if isinstance(value, str):
        return quoted(value)
    return "b" + value.hex() if isinstance(value, bytes) else str(value)


def column(node):
    """In characters, where CPython counts bytes."""
    return len(lines[node.lineno - 1].encode()[: node.col_offset].decode())


def dump(node, in_format=False):
    if node is None:
        return "None"
    if isinstance(node, list):
        return "[" + ",".join(dump(item, in_format) for item in node) + "]"
    if isinstance(node, str):
        return quoted(node)
    if not isinstance(node, ast.AST):
        return str(node)
    here = ""
    if isinstance(node, (ast.expr, ast.stmt, ast.pattern, ast.excepthandler)) and not in_format:
        here = f"@{node.lineno}:{column(node)}"
    inside = in_format or isinstance(node, ast.JoinedStr)
    fields = []
    for name in node._fields:
        value = getattr(node, name, None)
        if name in SKIPPED or ((value is None or value == []) and not (name == "value" and isinstance(node, (ast.Constant, ast.MatchSingleton)))):
            continue
        shown = constant(value) if isinstance(node, (ast.Constant, ast.MatchSingleton)) else dump(value, inside)
        fields.append(f"{name}={shown}")
    return type(node).__name__ + here + "(" + ",".join(fields) + ")"


def is_rejected_by_compiler(node):
    """CPython's parser accepts some stars and names that its compiler rejects."""
    stars = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.Starred)]
    if stars and not isinstance(node, (ast.Call, ast.Tuple, ast.List, ast.Set, ast.ClassDef)):
        return True
    if isinstance(node, ast.MatchSequence):
        return sum(isinstance(pattern, ast.MatchStar) for pattern in node.patterns) > 1
    if isinstance(node, ast.arguments):
        names = [arg.arg for arg in ast.iter_child_nodes(node) if isinstance(arg, ast.arg)]
        return len(names) > len(set(names))
    return False


def result(program):
    global lines
    lines = program.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    try:
        tree = ast.parse(program)
        return "" if any(map(is_rejected_by_compiler, ast.walk(tree))) else dump(tree.body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""


print(json.dumps([result(program) for program in json.load(sys.stdin)]))
