-- Numbers without an exponent and without zeros at their end: 0.8, not 0.800000000000000000.
CREATE OR REPLACE TEMP MACRO plain(number) AS rtrim(rtrim(CAST(number AS VARCHAR), '0'), '.');

-- The rows that are exported: those that count for the bill, of the days that are asked for.
CREATE OR REPLACE TEMP VIEW exported AS
SELECT * FROM bill
WHERE date >= coalesce(getvariable('since'), DATE '0001-01-01')
  AND date <= coalesce(getvariable('until'), DATE '9999-12-31');

-- The same, with numbers as texts.
CREATE OR REPLACE TEMP VIEW exported_text AS
SELECT * REPLACE (
  plain(quantity) AS quantity,
  plain(applied_cost_per_quantity) AS applied_cost_per_quantity,
  plain(gross_amount) AS gross_amount,
  plain(discount_amount) AS discount_amount,
  plain(net_amount) AS net_amount,
  plain(aic_quantity) AS aic_quantity,
  plain(aic_gross_amount) AS aic_gross_amount,
  CAST(CAST(other_columns AS JSON) AS VARCHAR) AS other_columns
)
FROM exported;
