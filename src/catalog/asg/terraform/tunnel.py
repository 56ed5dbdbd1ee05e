"""Carries NFS from a local port to a file system over TLS: tunnel.py PORT HOST."""
import asyncio
import ssl
import sys

PORT, HOST = int(sys.argv[1]), sys.argv[2]
CONTEXT = ssl.create_default_context()
CONTEXT.minimum_version = ssl.TLSVersion.TLSv1_2


async def copy(reader, writer):
    try:
        while data := await reader.read(1 << 18):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()


async def accept(reader, writer):
    try:
        far_reader, far_writer = await asyncio.open_connection(HOST, 2049, ssl=CONTEXT, server_hostname=HOST)
    except OSError:
        writer.close()
        return
    await asyncio.gather(copy(reader, far_writer), copy(far_reader, writer), return_exceptions=True)


async def main():
    server = await asyncio.start_server(accept, "127.0.0.1", PORT)
    await server.serve_forever()


asyncio.run(main())
