#!/usr/bin/env python3
"""How long short jobs take, from submission to the answer, while long ones run: Interleave itself, over HTTP.

    ./mvnw package -DskipTests && src/jmh/peers/latency/interleave.py [scheduling=LONGS,LONGS,…]…

By default: fair=0,1,2,4,8,16,64,250,1000 interleaved=0,8,16,64,250,1000 sequential=0,8 in about twelve minutes. LONGS long jobs
are submitted at once, then a short one (n = 20) every 20 ms while they run, for ten seconds at most. Each run has a process and
a store of its own, and gets WARM_UP seconds (20) of short jobs first. One line of JSON per run. With SPINNING=1 a process that does
nothing but count runs meanwhile: what is left of the machine to a service whose loop has nothing to do. INTERLEAVE may name another
command than `java -Xmx2g -jar target/interleave.jar`.
"""
import http.client
import json
import os
import queue
import re
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

LONG_N = int(os.environ.get("LONG_N", 80_000))
INTERVAL = 0.02
SECONDS = float(os.environ.get("SECONDS_OF_LOAD", 10))
WARM_UP = float(os.environ.get("WARM_UP", 20))
SPINNING = int(os.environ.get("SPINNING", 0))
GIVE_UP = 60
COMMAND = shlex.split(os.environ.get("INTERLEAVE", "java -Xmx2g -jar target/interleave.jar"))
DEFAULT = ["fair=0,1,2,4,8,16,64,250,1000", "interleaved=0,8,16,64,250,1000", "sequential=0,8"]


def percentile(sorted_values, p):
    return round(sorted_values[min(len(sorted_values) - 1, int(len(sorted_values) * p))] * 1e3, 2) if sorted_values else None


class Service:
    def __init__(self, scheduling):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.data = tempfile.TemporaryDirectory()
        arguments = [f"--server.port={self.port}", f"--interleave.data-dir={self.data.name}",
                     f"--interleave.event-loop.scheduling={scheduling}", "--interleave.event-loop.warm-up=PT3S"]
        self.process = subprocess.Popen(COMMAND + arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.time() + 120
        while True:
            try:
                if self.connect().call("GET", "/actuator/health")[0] == 200:
                    return
            except OSError:
                pass
            if time.time() > end or self.process.poll() is not None:
                sys.exit("the service does not start: " + " ".join(COMMAND))
            time.sleep(0.2)

    def connect(self):
        return Connection(self.port)

    def stop(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.data.cleanup()


class Connection:
    def __init__(self, port):
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=GIVE_UP + 30)
        self.open()

    def open(self):
        self.http.close()
        self.http.connect()
        self.http.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def call(self, method, path, body=None, **headers):
        if body is not None:
            headers["Content-Type"] = "application/json"
        self.http.request(method, path, None if body is None else json.dumps(body), headers)
        answer = self.http.getresponse()
        return answer.status, json.loads(answer.read() or "null")


SHORT = (f"POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nPrefer: wait={GIVE_UP}\r\n"
         "Content-Length: 8\r\n\r\n{\"n\":20}").encode()


def short_job(connection):
    """Its state at the end. By hand: Python's HTTP takes longer than the service."""
    connection.http.sock.sendall(SHORT)
    answer = b""
    while piece := connection.http.sock.recv(65536):
        answer += piece
        head, found, body = answer.partition(b"\r\n\r\n")
        if found and len(body) >= int(re.search(rb"(?i)\ncontent-length: *(\d+)", head)[1]):
            if b"\nConnection: close" in head:
                connection.open()
            return json.loads(body)["state"]
    raise OSError("the service has closed the connection")


def warm_up(service):
    """As many short jobs as it takes for the compiler to be done with most of it."""
    end = time.perf_counter() + WARM_UP

    def ask():
        connection = service.connect()
        while time.perf_counter() < end:
            short_job(connection)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    time.sleep(0.5)


def work_done(connection, ids):
    """Of all long jobs, in long jobs: the work of n! grows with the square of its steps."""
    return sum(connection.call("GET", f"/v1/jobs/{i}")[1]["progress"]["fraction"] ** 2 for i in ids)


def run(scheduling, longs):
    service = Service(scheduling)
    spinning = []
    try:
        control = service.connect()
        warm_up(service)
        spinning = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(SPINNING)]
        ids = []
        begin = time.perf_counter()
        if longs > 0:
            body = {"jobs": [{"n": LONG_N, "algorithm": "iterative"}] * longs}
            status, answer = control.call("POST", "/v1/jobs/batch", body)
            ids = [job["id"] for job in answer["jobs"]]
            running = sum(job["state"] == "running" for job in answer["jobs"])
            if running < longs:
                sys.exit(f"only {running} of {longs} long jobs fit into memory at a time")
            time.sleep(max(0.2, longs * 0.0005))  # past their first slices
        due = queue.Queue()
        latencies, lost = [], []

        def submit():
            connection = service.connect()
            while (at := due.get()) is not None:
                state = short_job(connection)
                took = time.perf_counter() - at
                latencies.append(took) if state == "succeeded" else lost.append(state)

        threads = [threading.Thread(target=submit) for _ in range(64)]
        for thread in threads:
            thread.start()
        start = time.perf_counter()
        tick = 0
        while time.perf_counter() - start < SECONDS:
            if ids and tick % 25 == 24:  # whether the last of them still runs
                if control.call("GET", f"/v1/jobs/{ids[-1]}")[1]["state"] != "running":
                    break
            delay = start + tick * INTERVAL - time.perf_counter()
            if delay > 0:
                time.sleep(delay)
            due.put(time.perf_counter())
            tick += 1
        done = work_done(control, ids)
        seconds = time.perf_counter() - begin
        for _ in threads:
            due.put(None)
        for thread in threads:
            thread.join()
        latencies.sort()
        print(json.dumps({"system": "Interleave", "setting": scheduling + f", {SPINNING} spinning" * (SPINNING > 0), "longs": longs, "long_n": LONG_N, "shorts": tick,
                          "unfinished": len(lost), "p50_ms": percentile(latencies, .5), "p99_ms": percentile(latencies, .99),
                          "max_ms": percentile(latencies, 1), "longs_per_s": round(done / seconds, 3)}), flush=True)
    finally:
        for process in spinning:
            process.kill()
            process.wait()
        service.stop()


def main():
    for argument in sys.argv[1:] or DEFAULT:
        scheduling, _, counts = argument.partition("=")
        for longs in counts.split(","):
            run(scheduling, int(longs))


main()
