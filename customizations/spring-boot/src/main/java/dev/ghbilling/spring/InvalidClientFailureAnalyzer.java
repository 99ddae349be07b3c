package dev.ghbilling.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lets Spring Boot print the problem and its remedy in place of a stack trace. */
final class InvalidClientFailureAnalyzer extends AbstractFailureAnalyzer<InvalidClientException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidClientException cause) {
    return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
  }
}
