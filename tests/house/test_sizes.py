"""A function fits a screen, a file has one subject."""

import ast
import subprocess

from tests.house.tree import ROOT, tracked

LONGEST_FUNCTION = 40
LONGEST_FILE = 400
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def python_functions():
    for path in tracked("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, FUNCTIONS):
                where = f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}"
                yield where, node.end_lineno - node.lineno + 1


def javascript_functions():
    paths = [str(path.relative_to(ROOT)) for path in tracked("*.js", "*.mjs")]
    program = ["node", "tests/house/function_sizes.mjs", *paths]
    listing = subprocess.run(
        program, cwd=ROOT, capture_output=True, text=True, check=True
    )
    for line in listing.stdout.splitlines():
        where, _, size = line.rpartition(": ")
        yield where, int(size)


def too_long(functions):
    return [f"{where}: {n} lines" for where, n in functions if n > LONGEST_FUNCTION]


def test_python_functions_fit_a_screen():
    functions = list(python_functions())
    assert functions
    assert too_long(functions) == []


def test_javascript_functions_fit_a_screen():
    functions = list(javascript_functions())
    assert functions
    assert too_long(functions) == []


def test_files_have_one_subject():
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in tracked("*.py", "*.js", "*.mjs", "*.css", "*.html")
    }
    assert {name: n for name, n in sizes.items() if n > LONGEST_FILE} == {}
