"""The public headers as data: functions, enums, structs and what their comments say of NULL."""

import re

COMMENT = re.compile(r"/\*\*(.*?)\*/", re.DOTALL)
FUNCTION = re.compile(r"RVA_API\s+([\w\s*]+?)(\w+)\(([^;]*)\);", re.DOTALL)
STRUCT = re.compile(r"typedef struct (\w+) \{(.*?)\} \w+;", re.DOTALL)
ENUM = re.compile(r"typedef enum (\w+) \{")
FIELD = re.compile(r"^\s*([\w\s]+?[\s*]+)(\w+);", re.MULTILINE)


class Parameter:
    """A parameter: its type, its name, and whether NULL is documented for it."""

    def __init__(self, text):
        text = " ".join(text.split())
        array = "[" in text
        text = text.split("[")[0]
        match = re.fullmatch(r"(.*?)(\w+)", text)
        self.type = " ".join(match[1].replace("*", " * ").split()).replace("* *", "**")
        self.type += " *" if array else ""
        self.name = match[2]
        self.may_be_null = False

    @property
    def is_pointer(self):
        return self.type.endswith("*") or self.type == "rva_progress_fn"


class Function:
    """A function: what it returns, its name, its parameters and its comment."""

    def __init__(self, returns, name, parameters, comment):
        self.returns = " ".join(returns.split())
        self.name = name
        self.comment = comment
        plain = parameters.strip()
        self.parameters = [] if plain == "void" else [Parameter(p) for p in plain.split(",")]


def documented(comment, name):
    """What a comment says of one parameter."""
    match = re.search(rf"@param\s+{name}\b(.*?)(?=@param|@return|\Z)", comment, re.DOTALL)
    return match[1] if match else ""


def allows_null(function, parameter, types):
    """Whether the header says that this argument may be NULL."""
    said = documented(function.comment, parameter.name)
    plain = re.sub(r"@(?:param|return).*", "", function.comment, flags=re.DOTALL)
    base = parameter.type.replace("const ", "").replace(" *", "")
    return (parameter.name in ("err", "context")
            or re.search(r"may be NULL|NULL for|NULL stands for", said) is not None
            or re.search(rf"`{parameter.name}` may be NULL", plain) is not None
            or (parameter.is_pointer and "NULL stands for" in types.get(base, "")))


class Headers:
    """All headers of a folder, and others given one by one."""

    def __init__(self, paths):
        self.functions, self.enums, self.structs, types = [], set(), {}, {}
        for path in paths:
            text = path.read_text()
            self.enums |= set(ENUM.findall(text))
            bare = COMMENT.sub("", text)
            for name, body in STRUCT.findall(bare):
                body = re.sub(r"/\*.*?\*/", "", body, flags=re.DOTALL)
                self.structs[name] = [(" ".join(kind.split()), field)
                                      for kind, field in FIELD.findall(body)]
            for comment, after in re.findall(r"/\*\*((?:(?!\*/).)*)\*/\s*typedef ([^;{]*)", text,
                                             re.DOTALL):
                name = re.search(r"\(\*(\w+)\)|(\w+)\s*$", after)
                if name:
                    types[name[1] or name[2]] = comment
            self.functions += self.read_functions(text)
        for function in self.functions:
            for parameter in function.parameters:
                parameter.may_be_null = allows_null(function, parameter, types)

    @staticmethod
    def read_functions(text):
        """The functions of a header, each with the comment right before it."""
        for match in FUNCTION.finditer(text):
            before = text[:match.start()].rstrip()
            comment = ""
            if before.endswith("*/"):
                comment = before[before.rindex("/**"):]
                comment = " ".join(re.sub(r"\n\s*\*", " ", comment).split())
            yield Function(match[1], match[2], re.sub(r"/\*.*?\*/", "", match[3]), comment)
