package dev.ghbilling.internal.transport;

import java.io.IOException;
import okhttp3.Call;
import okhttp3.ResponseBody;

/**
 * The body of a response of OkHttp's, within the time of its guard. Closing it before its end cuts
 * the connection at once, where OkHttp would read on for a while to keep it.
 */
final class OkHttpBody extends BodyStream {
  private final Call call;
  private final ResponseBody body;
  private final ExchangeGuard guard;
  private boolean ended;
  private boolean closed;

  OkHttpBody(Call call, ResponseBody body, ExchangeGuard guard) {
    super(body.byteStream());
    this.call = call;
    this.body = body;
    this.guard = guard;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("the body is closed");
    }
    try {
      guard.enter();
      return BoundedSocketFactory.step(() -> super.read(buffer, offset, length));
    } catch (IOException e) {
      throw guard.reason(IoFailure.unquoted(e));
    } finally {
      guard.leave();
    }
  }

  @Override
  protected void onEnd() {
    ended = true;
    guard.close();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (!ended) {
      call.cancel();
    }
    guard.close();
    body.close();
  }
}
