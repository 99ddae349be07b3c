package dev.ghbilling.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test that keeps a defect from coming back: something wrong was once trusted, printed,
 * mixed or left hanging. {@link RegressionTable} lists these tests at the end of a module's tests.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Regression {
  /** Returns what the code was given, for example "an error body of 11 KB full of URLs". */
  String input();

  /** Returns what came of it, for example "not done after 100 s, with a timeout of 2 s". */
  String before();

  /** Returns what comes of it now, which is what the test asserts. */
  String now();
}
