package dev.ghbilling.spec;

/**
 * The way an operation divides its response into pages: the contract's {@code x-pagination}.
 *
 * @param page the query parameter that gives the number of the page, from 1
 * @param perPage the query parameter that gives the number of items on a page
 * @param items JSON pointer to the items in the response
 * @param total JSON pointer to their number over all pages; empty if the response doesn't have it
 * @param hasNext JSON pointer to a boolean that tells whether another page follows; empty if the
 *     response doesn't have it
 */
public record Pagination(String page, String perPage, String items, String total, String hasNext) {}
