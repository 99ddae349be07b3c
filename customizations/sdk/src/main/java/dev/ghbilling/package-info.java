/**
 * The front doors: {@link dev.ghbilling.GitHubBilling} for an enterprise, {@link
 * dev.ghbilling.OrganizationBilling} and {@link dev.ghbilling.UserBilling}, their builders, and the
 * settings that all clients have.
 *
 * <p>An application enters here with an account and a token, and gets one noun for each part of the
 * API, such as {@link dev.ghbilling.usage.Usage}. How a call is made and sent is the business of
 * the internal rooms below.
 */
@NullMarked
package dev.ghbilling;

import org.jspecify.annotations.NullMarked;
