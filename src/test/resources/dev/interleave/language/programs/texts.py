print("%5d|%-5d|%05d|%+d|%x|%X|%o|%e|%.2f|%g|%s|%r|%c|%%|%10s|%-10s|%.2s" % (42, 42, 42, 42, 255, 255, 8, 12345.678, 3.14159, 0.0001, 'str', 'rep', 'c', 'right', 'left', 'trunc'))
print("%(a)s %(b)d" % {'a': 'x', 'b': 5}, "%s" % (1,), "%s" % [1, 2], "%*d" % (5, 3), "%#x %#o" % (255, 8))
print('{0} {1} {0}'.format('a', 'b'), '{:>10}|{:^10}|{:<10}'.format('r', 'c', 'l'), '{!r:>6}'.format('x'), '{:{}}'.format('x', 5), '{{}}'.format())
for spec in ('', '5', '<5', '^5', '>5', '=5', '+', ' ', '05', ',', '_', 'b', '#b', 'o', 'x', '#X', 'c', 'e', '.2f', '%', 'g', '08.3f', '+,d', '*^9'):
    try: print(spec, format(65, spec), end='; ')
    except ValueError as e: print(spec, e, end='; ')
print()
for spec in ('', '10', '<10', '.0f', '.1f', '.2e', 'g', '.3g', '#.3g', '%', '.1%', ',', '_.2f', '+.1f', '010.2f', 'G', 'E', 'n', '.15g', '.17g'):
    print(spec, format(1234.5678, spec), format(0.00001234, spec), format(-0.0, spec), format(1e20, spec), sep='|')
for s in ('', 'a', 'abc', "it's", '"q"', """'"'""", '\n\t\\', '\x00\x7f\x80\xff', 'äöü', '日本', '😀', '\u200b', '\ud7ff', 'a\u0301'):
    print(repr(s), len(s), s.upper(), s.lower(), s.title(), s[::-1], s.isalpha(), s.isalnum(), s.isprintable(), s.encode(), ascii(s))
print('a-b_c d'.split(), 'a,b,,c'.split(','), 'a,b,,c'.rsplit(',', 1), ' a  b '.split(), ' a b c '.split(None, 1), ' a b c '.rsplit(None, 1), 'x'.join([]), 'abc'.center(10, '*'), 'abc'.center(6), 'abc'.ljust(5, '.'), '42'.zfill(5), '-42'.zfill(5), 'Hello'.swapcase(), 'aaa'.replace('a', 'b', 2), 'abc'.replace('', '-'), 'a\r\nb\nc'.splitlines(), 'a\nb'.splitlines(True), 'abcabc'.rfind('b'), 'abc'.find('b', 2), 'abcabc'.count('bc'), ''.count(''), 'abc'.count(''), 'xxabcxx'.strip('x'), 'prefix_x'.removeprefix('prefix_'), 'a.b.c'.partition('.'), 'a.b.c'.rpartition('.'), 'tEST'.capitalize(), 'ß'.upper(), 'abc' < 'abd', 'Z' < 'a', 'a' * 3, 'abc'[1:], 'abc'[-1], 'abc'.translate(str.maketrans('ab', 'xy')), 'abc'.startswith('b', 1), 'abc'.endswith(('x', 'c')))
