"""moto's server with a Step Functions that does not sleep between the tries of a
state: it posts the seconds to /waited at MOTO_PORT instead, and goes on when that
answers."""

import os
import urllib.request

from moto import server
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl


class Clock:
    @staticmethod
    def sleep(seconds):
        url = f"http://localhost:{os.environ['MOTO_PORT']}/waited"
        urllib.request.urlopen(url, str(seconds).encode()).close()


retrier_decl.time = Clock
server.main()
