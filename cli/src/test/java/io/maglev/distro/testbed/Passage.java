package io.maglev.distro.testbed;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One request on its way through a {@link FaultProxy}. Confined to one thread. */
public final class Passage {
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          body -> {
            Thread thread = new Thread(body, "fault-proxy-timer");
            thread.setDaemon(true);
            return thread;
          });

  private final HttpExchange exchange;
  private final ProxiedRequest request;
  private final byte[] body;
  private final Upstream upstream;
  private final Consumer<ProxiedRequest> onForward;

  Passage(
      HttpExchange exchange,
      ProxiedRequest request,
      byte[] body,
      Upstream upstream,
      Consumer<ProxiedRequest> onForward) {
    this.exchange = exchange;
    this.request = request;
    this.body = body;
    this.upstream = upstream;
    this.onForward = onForward;
  }

  /** Passes the request on and its answer back, as it comes. */
  void pass() throws IOException, InterruptedException {
    if (request.isWatch()) {
      stream(Duration.ofDays(1), "");
      exchange.close();
    } else {
      answer(forward());
    }
  }

  /** Passes the request on and takes its answer. */
  Upstream.Answer forward() throws IOException, InterruptedException {
    Upstream.Answer answer = upstream.send(request, exchange.getRequestHeaders(), body);
    onForward.accept(request.answered(answer.status()));
    return answer;
  }

  /** Answers in the server's place. */
  void answer(int status, Map<String, String> headers, String text) throws IOException {
    answer(new Upstream.Answer(status, headers, text.getBytes(StandardCharsets.UTF_8)));
  }

  void answer(Upstream.Answer answer) throws IOException {
    begin(answer);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(answer.body());
    }
  }

  /** Answers with the first half, and drops the connection. */
  void answerHalf(Upstream.Answer answer) throws IOException {
    begin(answer);
    OutputStream out = exchange.getResponseBody();
    out.write(answer.body(), 0, answer.body().length / 2);
    out.flush();
    exchange.close();
  }

  void drop() {
    exchange.close();
  }

  /** Passes a watch on for that long, then ends it with a last line. */
  void stream(Duration time, String last) throws IOException, InterruptedException {
    try (Upstream.Stream stream = upstream.open(request, exchange.getRequestHeaders(), body)) {
      onForward.accept(request.answered(stream.status()));
      ScheduledFuture<?> unused =
          TIMER.schedule(stream::close, time.toMillis(), TimeUnit.MILLISECONDS);
      stream.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(stream.status(), 0);
      OutputStream out = exchange.getResponseBody();
      copy(stream.body(), out);
      out.write(last.getBytes(StandardCharsets.UTF_8));
      out.flush();
      if (!last.isEmpty()) {
        out.close();
      }
    }
  }

  private void begin(Upstream.Answer answer) throws IOException {
    if (!answer.headers().containsKey("content-type")) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
    }
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[1 << 16];
    while (true) {
      int count;
      try {
        count = from.read(buffer);
      } catch (IOException e) {
        return; // ended on purpose
      }
      if (count < 0) {
        return;
      }
      to.write(buffer, 0, count);
      to.flush();
    }
  }
}
