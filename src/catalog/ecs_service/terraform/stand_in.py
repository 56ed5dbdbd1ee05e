import http.server, threading

class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"It works. Draw an image to run your own application.\n"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    do_POST = do_PUT = do_DELETE = do_GET

servers = [http.server.ThreadingHTTPServer(("", port), Answer) for port in [@PORTS@]]
threads = [threading.Thread(target=server.serve_forever) for server in servers]
for thread in threads:
    thread.start()
