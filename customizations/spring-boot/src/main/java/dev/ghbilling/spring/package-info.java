/**
 * The clients of the billing API as beans of a Spring Boot 4 application. Properties go in, {@code
 * GitHubBilling} and its likes come out; what a call does is the SDK's business. Nothing here
 * changes another part of the application.
 */
@NullMarked
package dev.ghbilling.spring;

import org.jspecify.annotations.NullMarked;
