/**
 * The clients of the billing API as beans of a Spring Boot 4 application, made from properties.
 * Calls are the SDK's. Nothing here changes another part of the application.
 */
@NullMarked
package dev.ghbilling.spring;

import org.jspecify.annotations.NullMarked;
