package dev.ghbilling.sandbox;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A sandbox for the tests of a class: started before the first, closed after the last.
 *
 * <p>Either {@code @ExtendWith(SandboxExtension.class)}, with parameters of type {@link Sandbox};
 * or in a static field with {@code @RegisterExtension}, which can be configured. In a field that
 * isn't static, every test has a sandbox of its own.
 */
public final class SandboxExtension
    implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
  private final Sandbox.Builder builder;
  private @Nullable Sandbox running;

  /** The sandbox as it is by default; for {@code @ExtendWith}. */
  public SandboxExtension() {
    this(Sandbox.builder());
  }

  private SandboxExtension(Sandbox.Builder builder) {
    this.builder = builder;
  }

  /** The sandbox as it is by default. */
  public static SandboxExtension create() {
    return new SandboxExtension();
  }

  /** A sandbox as the builder says. */
  public static SandboxExtension create(Sandbox.Builder builder) {
    return new SandboxExtension(builder);
  }

  /**
   * The sandbox.
   *
   * @throws IllegalStateException outside of a test
   */
  public Sandbox sandbox() {
    if (running == null) {
      throw new IllegalStateException("the sandbox runs only while tests do");
    }
    return running;
  }

  /** The sandbox's {@linkplain Sandbox#baseUrl() base URL}. */
  public URI baseUrl() {
    return sandbox().baseUrl();
  }

  /** The sandbox's {@linkplain Sandbox#enterprise() enterprise}. */
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

  /** A test finds what its class stored; JUnit closes it with the class, or else with the test. */
  private Sandbox stored(ExtensionContext context) {
    return context
        .getStore(ExtensionContext.Namespace.create(SandboxExtension.class, this))
        .getOrComputeIfAbsent(Sandbox.class, type -> builder.start(), Sandbox.class);
  }
}
