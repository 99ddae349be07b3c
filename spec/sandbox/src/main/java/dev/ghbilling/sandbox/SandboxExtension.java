package dev.ghbilling.sandbox;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit extension that starts a sandbox before the first test of a class, and closes it after the
 * last one.
 *
 * <p>With {@code @ExtendWith(SandboxExtension.class)}, tests take parameters of type {@link
 * Sandbox}. With {@code @RegisterExtension} in a static field, the sandbox can be configured; in a
 * field that isn't static, each test has a sandbox of its own.
 */
public final class SandboxExtension
    implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
  private final Sandbox.Builder builder;
  private @Nullable Sandbox running;

  /** Creates an extension with the default sandbox, for {@code @ExtendWith}. */
  public SandboxExtension() {
    this(Sandbox.builder());
  }

  private SandboxExtension(Sandbox.Builder builder) {
    this.builder = builder;
  }

  /** Returns an extension with the default sandbox. */
  public static SandboxExtension create() {
    return new SandboxExtension();
  }

  /** Returns an extension with a sandbox that the builder starts. */
  public static SandboxExtension create(Sandbox.Builder builder) {
    return new SandboxExtension(builder);
  }

  /**
   * Returns the sandbox.
   *
   * @throws IllegalStateException outside of a test
   */
  public Sandbox sandbox() {
    if (running == null) {
      throw new IllegalStateException(
          "the sandbox runs only while tests do; call this within a test");
    }
    return running;
  }

  /** Returns the sandbox's {@linkplain Sandbox#baseUrl() base URL}. */
  public URI baseUrl() {
    return sandbox().baseUrl();
  }

  /** Returns the sandbox's {@linkplain Sandbox#enterprise() enterprise}. */
  public String enterprise() {
    return sandbox().enterprise();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running = stored(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    running = stored(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Sandbox.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return stored(context);
  }

  /** Looks in the class's store first, then in the test's. JUnit closes it with that store. */
  private Sandbox stored(ExtensionContext context) {
    return context
        .getStore(ExtensionContext.Namespace.create(SandboxExtension.class, this))
        .getOrComputeIfAbsent(Sandbox.class, type -> builder.start(), Sandbox.class);
  }
}
