package dev.ghbilling.internal.call;

import dev.ghbilling.internal.selection.RequestSelection;
import dev.ghbilling.internal.transport.BodyStream;
import dev.ghbilling.internal.transport.UnreadBody;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a response that is still read when its call is over. It keeps the call's permit until
 * it is closed, read to its end, or broken off.
 */
public final class StreamedBody extends UnreadBody {
  private final String operation;
  private final int attempts;
  private final RequestSelection selection;

  StreamedBody(InputStream body, Permit permit, CallContext call) {
    super(new ReleasingStream(body, permit));
    this.operation = call.operation().id();
    this.attempts = call.attempt();
    this.selection = call.selection();
  }

  /** Returns the operation that was called; the empty text for any other response. */
  public static String operation(Response response) {
    return response.body() instanceof StreamedBody streamed ? streamed.operation : "";
  }

  /** Returns how often the request was sent until this response came; 1 for any other response. */
  public static int attempts(Response response) {
    return response.body() instanceof StreamedBody streamed ? streamed.attempts : 1;
  }

  /** Returns what the request asked for; everything for any other response. */
  public static RequestSelection selection(Response response) {
    return response.body() instanceof StreamedBody streamed
        ? streamed.selection
        : RequestSelection.ALL;
  }

  private static final class ReleasingStream extends BodyStream {
    private final Permit permit;

    ReleasingStream(InputStream body, Permit permit) {
      super(body);
      this.permit = permit;
    }

    @Override
    protected void onEnd() {
      permit.release();
    }

    @Override
    protected void onFailure(IOException failure) {
      permit.release();
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        permit.release();
      }
    }
  }
}
