-- The type of report that counts for each day: the first of detailed, summarized and usage that has rows of the day. Reports of
-- premium requests and AI credits repeat what the detailed one has, and never count.
CREATE VIEW best_types AS
SELECT date, min_by(type, CASE type WHEN 'detailed' THEN 1 WHEN 'summarized' THEN 2 ELSE 3 END) AS type
FROM days WHERE rows > 0 AND type IN ('detailed', 'summarized', 'usage')
GROUP BY date;

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
