"""Answers every request until your application takes its place."""
import http.server
import json
import os
import ssl
import threading

PORTS = @PORTS@
CODES = @CODES@


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        code = CODES.get(self.path, 200)
        body = json.dumps({"host": os.uname().nodename, "path": self.path}).encode()
        if code in (204, 304):
            body = b""
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer

    def log_message(self, *args):
        pass


def serve(port, protocol):
    server = http.server.ThreadingHTTPServer(("", port), Handler)
    if protocol == "HTTPS":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("/opt/app/cert.pem", "/opt/app/key.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.serve_forever()


threads = [threading.Thread(target=serve, args=item) for item in PORTS.items()]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
