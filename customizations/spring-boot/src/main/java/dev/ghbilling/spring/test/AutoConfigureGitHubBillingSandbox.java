package dev.ghbilling.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Starts a sandbox for the test's application and points its clients there, named ones included:
 * {@code ghbilling.base-url}, {@code ghbilling.enterprise} and {@code ghbilling.token} are set, and
 * any other credential is left out. Organizations and users keep their names, of which the sandbox
 * has those of the contract's examples. The sandbox is a bean, to be injected for its faults and
 * recorded requests, and ends with the application context, which tests share as any other.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AutoConfigureGitHubBillingSandbox {
  /**
   * How many months of made-up usage, up to yesterday, the sandbox has. With 0 it has the
   * documented examples.
   */
  int history() default 0;
}
