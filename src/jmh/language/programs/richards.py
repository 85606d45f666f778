# A small operating system in the manner of Martin Richards' benchmark: an idler, a worker, handlers of packets and devices,
# scheduled by priority.

DEVICE, WORK = 0, 1


class Packet:
    def __init__(self, link, owner, kind):
        self.link = link
        self.owner = owner
        self.kind = kind
        self.datum = 0
        self.data = [0] * 4


def appended(packet, queue):
    packet.link = None
    if queue is None:
        return packet
    last = queue
    while last.link is not None:
        last = last.link
    last.link = packet
    return queue


class Task:
    def __init__(self, system, number, priority, queue):
        self.system = system
        self.number = number
        self.priority = priority
        self.queue = queue
        self.has_packet = queue is not None
        self.waits = queue is not None
        self.is_held = False
        self.link = system.first
        system.first = self
        system.tasks[number] = self

    def add(self, packet, current):
        if self.queue is None:
            self.queue = packet
            packet.link = None
            self.has_packet = True
            if self.priority > current.priority:
                return self
        else:
            appended(packet, self.queue)
        return current

    def is_blocked(self):
        return self.is_held or (self.waits and not self.has_packet)

    def take(self):
        packet = None
        if self.waits and self.has_packet:
            packet = self.queue
            self.queue = packet.link
            self.waits = False
            self.has_packet = self.queue is not None
        return self.run(packet)

    def wait(self):
        self.waits = True
        return self

    def hold(self):
        self.system.holds += 1
        self.is_held = True
        return self.link

    def release(self, number):
        other = self.system.tasks[number]
        other.is_held = False
        return other if other.priority > self.priority else self

    def send(self, packet):
        other = self.system.tasks[packet.owner]
        self.system.sent += 1
        packet.link = None
        packet.owner = self.number
        return other.add(packet, self)


class Idler(Task):
    def __init__(self, system, number, count):
        super().__init__(system, number, 0, None)
        self.control = 1
        self.count = count

    def run(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.hold()
        if self.control & 1 == 0:
            self.control //= 2
            return self.release(4)
        self.control = self.control // 2 ^ 0xd008
        return self.release(5)


class Worker(Task):
    def __init__(self, system, number, queue):
        super().__init__(system, number, 1000, queue)
        self.destination = 2
        self.letter = 0

    def run(self, packet):
        if packet is None:
            return self.wait()
        self.destination = 3 if self.destination == 2 else 2
        packet.owner = self.destination
        packet.datum = 0
        for i in range(4):
            self.letter = self.letter + 1 if self.letter < 26 else 1
            packet.data[i] = 64 + self.letter
        return self.send(packet)


class Handler(Task):
    def __init__(self, system, number, priority, queue):
        super().__init__(system, number, priority, queue)
        self.work = None
        self.devices = None

    def run(self, packet):
        if packet is not None:
            if packet.kind == WORK:
                self.work = appended(packet, self.work)
            else:
                self.devices = appended(packet, self.devices)
        work = self.work
        if work is None:
            return self.wait()
        if work.datum >= 4:
            self.work = work.link
            return self.send(work)
        device = self.devices
        if device is None:
            return self.wait()
        self.devices = device.link
        device.datum = work.data[work.datum]
        work.datum += 1
        return self.send(device)


class Device(Task):
    def __init__(self, system, number, priority):
        super().__init__(system, number, priority, None)
        self.pending = None
        self.waits = True

    def run(self, packet):
        if packet is None:
            packet = self.pending
            if packet is None:
                return self.wait()
            self.pending = None
            return self.send(packet)
        self.pending = packet
        return self.hold()


class System:
    def __init__(self):
        self.first = None
        self.tasks = [None] * 6
        self.sent = 0
        self.holds = 0

    def schedule(self):
        task = self.first
        while task is not None:
            if task.is_blocked():
                task = task.link
            else:
                task = task.take()


def run(count):
    system = System()
    Idler(system, 0, count)
    Worker(system, 1, Packet(Packet(None, 0, WORK), 0, WORK))
    Handler(system, 2, 2000, Packet(Packet(Packet(None, 4, DEVICE), 4, DEVICE), 4, DEVICE))
    Handler(system, 3, 3000, Packet(Packet(Packet(None, 5, DEVICE), 5, DEVICE), 5, DEVICE))
    Device(system, 4, 4000)
    Device(system, 5, 5000)
    system.schedule()
    return system.sent, system.holds


print(*run(10000))
