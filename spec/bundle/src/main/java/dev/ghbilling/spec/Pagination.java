package dev.ghbilling.spec;

/**
 * How an operation divides its answer into pages: the contract's {@code x-pagination}.
 *
 * @param page the query parameter that numbers the page, from 1
 * @param perPage the query parameter that says how many items a page has
 * @param items JSON pointer to the items in the answer
 * @param total JSON pointer to their number over all pages
 */
public record Pagination(String page, String perPage, String items, String total) {}
