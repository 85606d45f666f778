def place(n, row, columns, up, down):
    if row == n:
        return 1
    count = 0
    for column in range(n):
        if not columns[column] and not up[row + column] and not down[row - column + n]:
            columns[column] = up[row + column] = down[row - column + n] = True
            count += place(n, row + 1, columns, up, down)
            columns[column] = up[row + column] = down[row - column + n] = False
    return count


def queens(n):
    return place(n, 0, [False] * n, [False] * (2 * n), [False] * (2 * n + 1))


print([queens(n) for n in (8, 9)])
