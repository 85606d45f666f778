# Questions about values.

def isgenerator(object):
    return _is_generator(object)


def isgeneratorfunction(object):
    return _is_generator_function(object)


def isfunction(object):
    return _is_function(object)


def isbuiltin(object):
    return _is_builtin(object)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, _method)


def ismodule(object):
    return isinstance(object, _module)


def isroutine(object):
    return isfunction(object) or isbuiltin(object) or ismethod(object)
