WORDS = 'the loop runs a task for one slice and then the next task while others wait for their turn in a queue'.split()


def text(count):
    seed = 12345
    lines = []
    for i in range(count):
        line = []
        for k in range(12):
            seed = (seed * 1103515245 + 12345) % 2147483648
            word = WORDS[seed // 65536 % len(WORDS)]
            line.append(word + str(seed // 1024 % 50) if seed % 3 else word)
        lines.append(' '.join(line) + '.')
    return '\n'.join(lines)


def count(text):
    counts = {}
    for line in text.split('\n'):
        for word in line.rstrip('.').lower().split():
            counts[word] = counts.get(word, 0) + 1
    return counts


counts = count(text(6000))
for word, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:5]:
    print(word, number)
