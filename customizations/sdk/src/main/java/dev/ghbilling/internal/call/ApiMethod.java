package dev.ghbilling.internal.call;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.internal.json.JsonDecoder;
import dev.ghbilling.internal.selection.RequestSelection;
import dev.ghbilling.internal.selection.Selectors;
import feign.MethodMetadata;
import feign.Request;
import feign.Response;
import feign.TypedResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A method of a generated interface: its operation, its request, and what its response is read as
 * and has to show. Worked out once.
 */
final class ApiMethod {
  private static final JsonMapper MAPPER = ApiJson.mapper();
  private static final int NONE = -1;

  private final CalledOperation operation;
  private final RequestWriter writer;
  private final int query;
  private final int id;
  private final boolean paged;
  private final Selectors selectors;
  private final Result result;
  private final @Nullable ObjectReader reader;

  /** The form of the result. */
  private enum Result {
    VALUE,
    VALUE_WITH_HEADERS,
    UNREAD,
    NOTHING
  }

  /**
   * Works out the method.
   *
   * @param metadata what Feign's contract says of it
   * @param baseUrl the API's base URL, without a slash at the end
   * @param ownHeaders headers of every request, in place of the contract's of the same name
   */
  ApiMethod(MethodMetadata metadata, String baseUrl, Map<String, String> ownHeaders) {
    Method method = metadata.method();
    this.operation = CalledOperation.of(method, metadata.template().method());
    this.writer = new RequestWriter(metadata, baseUrl, ownHeaders);
    this.result = result(method.getReturnType());
    this.reader = reader(result, metadata.returnType());
    this.query = metadata.queryMapIndex() == null ? NONE : metadata.queryMapIndex();
    this.id = writer.lastOfPath().map(RequestWriter.PathVariable::argument).orElse(NONE);
    Selectors ofQuery = Selectors.of(query == NONE ? null : method.getParameterTypes()[query]);
    this.paged = query != NONE && hasPages(method.getParameterTypes()[query]);
    this.selectors =
        reader == null || id == NONE
            ? ofQuery
            : ofQuery.andId(
                writer.lastOfPath().orElseThrow().name(), reader.getValueType().getRawClass());
  }

  CalledOperation operation() {
    return operation;
  }

  /** Returns whether the response is all there is, since no page of it can be asked for. */
  boolean readsWhole() {
    return !paged && !operation.write();
  }

  /** Returns whether the caller gets the response unread. */
  boolean streamed() {
    return result == Result.UNREAD;
  }

  /** Returns what these arguments ask for. */
  RequestSelection selection(Object[] arguments) {
    return selectors.asked(
        query == NONE ? null : arguments[query], id == NONE ? null : arguments[id]);
  }

  /**
   * Returns the request for these arguments.
   *
   * @throws IllegalArgumentException when a value can't stand in a path, or the body can't be
   *     written as JSON
   */
  Request request(Object[] arguments) {
    return writer.request(arguments);
  }

  /** Returns what the method returns for a successful response. */
  @Nullable Object value(Response response, CallContext call, JsonDecoder decoder)
      throws IOException {
    Object value = reader == null ? null : read(response, call, decoder, reader);
    return result == Result.VALUE_WITH_HEADERS
        ? TypedResponse.builder(response).body(value).build()
        : value;
  }

  private Object read(Response response, CallContext call, JsonDecoder decoder, ObjectReader reader)
      throws IOException {
    JsonDecoder.Requested requested = call.selection()::fault;
    return operation.write()
        ? decoder.decodeChange(operation.id(), call.attempt(), response, reader, requested)
        : decoder.decode(operation.id(), call.attempt(), response, reader, requested);
  }

  private static boolean hasPages(Class<?> query) {
    return Arrays.stream(query.getRecordComponents())
        .anyMatch(component -> component.getName().equals("page"));
  }

  private static Result result(Class<?> type) {
    if (type == TypedResponse.class) {
      return Result.VALUE_WITH_HEADERS;
    }
    if (type == Response.class) {
      return Result.UNREAD;
    }
    return type == void.class ? Result.NOTHING : Result.VALUE;
  }

  private static @Nullable ObjectReader reader(Result result, Type type) {
    Type read =
        result == Result.VALUE_WITH_HEADERS && type instanceof ParameterizedType typed
            ? typed.getActualTypeArguments()[0]
            : type;
    return result == Result.UNREAD || result == Result.NOTHING || read == Void.class
        ? null
        : MAPPER.readerFor(MAPPER.constructType(read));
  }
}
