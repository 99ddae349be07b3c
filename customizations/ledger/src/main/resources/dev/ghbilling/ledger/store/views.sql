-- The types of report that a bill can be made of, the best one first. Reports of premium requests and AI credits repeat what the
-- detailed one has, and never count.
CREATE VIEW billed_types AS
SELECT * FROM (VALUES ('detailed', 1), ('summarized', 2), ('usage', 3)) AS types(type, place);

-- The type of report that counts for each day, of those that the ledger knows: GitHub's before one from a file, a settled day
-- before one that may still change, a newer report before an older one, one with rows before an empty one, and then the first of
-- billed_types. Reports made within an hour of each other, as one sync requests them, are equally new. An empty day before the
-- first one of which GitHub has reported rows may be forgotten, and comes last.
CREATE VIEW best_types AS
SELECT
  date,
  type,
  settled,
  rows,
  newest_landing,
  types                                      -- how many of the billed types the ledger knows of the day
FROM (
  SELECT *, row_number() OVER (PARTITION BY date ORDER BY source, changing, late, no_rows, place) AS choice
  FROM (
    SELECT
      *,
      CASE WHEN from_file = 1 THEN 1 WHEN rows > 0 OR date > begun THEN 0 ELSE 2 END AS source,
      CASE WHEN settled THEN 0 ELSE 1 END AS changing,
      CASE WHEN settled OR as_of IS NULL OR as_of >= newest - INTERVAL '1' HOUR THEN 0 ELSE 1 END AS late,
      CASE WHEN rows > 0 THEN 0 ELSE 1 END AS no_rows
    FROM (
      SELECT
        days.*,
        place,
        count(*) OVER (PARTITION BY date) AS types,
        max(as_of) OVER (PARTITION BY date, from_file) AS newest,
        min(CASE WHEN rows > 0 AND from_file = 0 THEN date END) OVER (PARTITION BY days.type) AS begun
      FROM (SELECT *, CASE WHEN origin = 'file' THEN 1 ELSE 0 END AS from_file FROM days) AS days
      JOIN billed_types ON days.type = billed_types.type
    ) AS compared
  ) AS judged
) AS chosen
WHERE choice = 1;

-- The bill: the rows of the type that counts for their day. Its sums are the money of metered products.
CREATE VIEW bill AS
SELECT rows.* FROM rows JOIN best_types ON rows.date = best_types.date AND rows.type = best_types.type;

-- The bill by day and by what it was spent on. Sums are exact; a sum that doesn't fit is an error.
CREATE VIEW daily AS
SELECT
  date,
  product,
  sku,
  organization,
  repository,
  cost_center_name,
  sum(quantity) AS quantity,                 -- of one SKU, so of one unit
  sum(gross_amount) AS gross_amount,
  sum(discount_amount) AS discount_amount,
  sum(net_amount) AS net_amount
FROM bill
GROUP BY ALL;

-- The bill by month, product and SKU.
CREATE VIEW monthly AS
SELECT
  billing_month,
  product,
  sku,
  sum(quantity) AS quantity,
  sum(gross_amount) AS gross_amount,
  sum(discount_amount) AS discount_amount,
  sum(net_amount) AS net_amount
FROM bill
GROUP BY ALL;
