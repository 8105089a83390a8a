"""Patterns that are matched in linear time, whatever is typed."""

import re

MAX_CHARACTERS = 200
MAX_REPEAT = 200

_SIGN = re.compile(
    r"\\(?P<escaped>.)|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?P<special>[:=!<P#>a-zA-Z-])|[()]|[*+?]\??|\{[^}]*\}|.", re.S
)
_EXACT = re.compile(r"\{\d+\}")
_REPEAT = re.compile(r"\{(\d+)(,?)(\d*)\}")


def check_pattern(pattern: str) -> tuple[str, str] | None:
    """What is wrong with a pattern and how to mend it, or None."""
    if len(pattern) > MAX_CHARACTERS:
        return f"the pattern is longer than {MAX_CHARACTERS} characters", "use a shorter one, or a format"
    if not (pattern.startswith("^") and pattern.endswith("$") and not pattern.endswith(r"\$")):
        return "the pattern does not hold the whole answer", "write it between ^ and $"
    try:
        re.compile(pattern)
    except (re.error, OverflowError) as fault:
        return f"the pattern is not readable: {fault}", "check its brackets"
    return _check_signs(pattern)


def _check_signs(pattern: str) -> tuple[str, str] | None:
    """Backward references, looks around and repeats inside repeats are found sign by sign."""
    open_groups: list[bool] = []  # for each open group: does it repeat something
    repeats = False  # does what was just closed repeat something
    for match in _SIGN.finditer(pattern):
        sign = match.group()
        if match["escaped"] and (match["escaped"].isdigit() or match["escaped"] in "bBAZzGkpP"):
            return f"{sign} is not used here", "use plain characters, \\d, \\w and \\s"
        if match["special"] and match["special"] != ":":
            return "looks around, named groups and flags are not used here", "use plain groups ( … )"
        if sign.startswith("("):
            open_groups.append(False)
            repeats = False
        elif sign == ")":
            repeats = open_groups.pop()
            if open_groups:
                open_groups[-1] |= repeats
        elif sign[0] in "*+?{":
            if problem := _check_repeat(sign, repeats):
                return problem
            if open_groups and not _EXACT.fullmatch(sign):
                open_groups[-1] = True
            repeats = False
        else:
            repeats = False
    return None


def _check_repeat(sign: str, repeats: bool) -> tuple[str, str] | None:
    if sign in {"?", "??"}:
        return None
    if repeats:
        return "a repeat inside a repeat", "write one of them with a fixed number of characters in a row"
    if bounds := _REPEAT.fullmatch(sign):
        if max(int(bounds[1]), int(bounds[3] or 0)) > MAX_REPEAT:
            return f"repeats more than {MAX_REPEAT} times", "use maxLength"
    elif sign.startswith("{"):
        return f"{sign} is not a number of times", r"write {2} or {1,3}; a brace itself is \{"
    return None
