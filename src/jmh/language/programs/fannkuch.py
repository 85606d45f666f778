def fannkuch(n):
    order = list(range(n))
    counts = [0] * n
    most = 0
    checksum = 0
    number = 0
    size = n
    while True:
        while size > 1:
            counts[size - 1] = size
            size -= 1
        if order[0]:
            row = order[:]
            flips = 0
            first = row[0]
            while first:
                row[:first + 1] = row[first::-1]
                flips += 1
                first = row[0]
            if flips > most:
                most = flips
            checksum += flips if number % 2 == 0 else -flips
        while True:
            if size == n:
                return checksum, most
            head = order[0]
            for i in range(size):
                order[i] = order[i + 1]
            order[size] = head
            counts[size] -= 1
            if counts[size] > 0:
                break
            size += 1
        number += 1


print(*fannkuch(8))
