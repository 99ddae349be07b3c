-- Units in the spelling of FOCUS. GitHub writes gigabyte-hours in exports and GigabyteHours in its API. A unit that isn't
-- here stays as GitHub writes it.
CREATE OR REPLACE TEMP MACRO focus_unit(unit) AS
CASE lower(regexp_replace(unit, '[ _-]', '', 'g'))
  WHEN 'minutes' THEN 'Minutes'
  WHEN 'hours' THEN 'Hours'
  WHEN 'months' THEN 'Months'
  WHEN 'gigabytes' THEN 'GB'
  WHEN 'gigabytehours' THEN 'GB-Hours'
  WHEN 'gigabytemonths' THEN 'GB-Months'
  WHEN 'usermonths' THEN 'User-Months'
  WHEN 'users' THEN 'Users'
  WHEN 'requests' THEN 'Requests'
  WHEN 'credits' THEN 'Credits'
  WHEN 'tokens' THEN 'Tokens'
  ELSE unit
END;

-- What FOCUS classifies GitHub's products as. Any other one is a developer tool.
CREATE OR REPLACE TEMP VIEW focus_services AS
SELECT * FROM (VALUES
  ('actions', 'Developer Tools', 'Continuous Integration and Deployment'),
  ('codespaces', 'Developer Tools', 'Development Environments'),
  ('gitlfs', 'Developer Tools', 'Source Code Management'),
  ('ghec', 'Developer Tools', 'Developer Platforms'),
  ('githubenterprise', 'Developer Tools', 'Developer Platforms'),
  ('copilot', 'AI and Machine Learning', 'Generative AI'),
  ('models', 'AI and Machine Learning', 'Generative AI'),
  ('spark', 'AI and Machine Learning', 'Generative AI'),
  ('ghas', 'Security', 'Other (Security)'),
  ('advancedsecurity', 'Security', 'Other (Security)'),
  ('githubadvancedsecurity', 'Security', 'Other (Security)')
) AS services(product, category, subcategory);

-- One line for each row of the bill, with the columns of all versions: those of FOCUS by name, then our own.
CREATE OR REPLACE TEMP VIEW focus AS
SELECT
  plain(net_amount) AS BilledCost,
  getvariable('account_id') AS BillingAccountId,
  getvariable('account_name') AS BillingAccountName,
  getvariable('account_type') AS BillingAccountType,
  'USD' AS BillingCurrency,
  strftime(date_trunc('month', date) + INTERVAL 1 MONTH, '%Y-%m-%dT00:00:00Z') AS BillingPeriodEnd,
  strftime(date_trunc('month', date), '%Y-%m-%dT00:00:00Z') AS BillingPeriodStart,
  'Usage' AS ChargeCategory,
  CAST(NULL AS VARCHAR) AS ChargeClass,
  sku AS ChargeDescription,
  'Usage-Based' AS ChargeFrequency,
  strftime(date + INTERVAL 1 DAY, '%Y-%m-%dT00:00:00Z') AS ChargePeriodEnd,
  strftime(date, '%Y-%m-%dT00:00:00Z') AS ChargePeriodStart,
  plain(quantity) AS ConsumedQuantity,
  focus_unit(unit_type) AS ConsumedUnit,
  plain(gross_amount) AS ContractedCost,
  plain(net_amount) AS EffectiveCost,
  'GitHub' AS HostProviderName,
  CAST(NULL AS VARCHAR) AS InvoiceDetailId,
  CAST(NULL AS VARCHAR) AS InvoiceId,
  'GitHub' AS InvoiceIssuerName,
  plain(gross_amount) AS ListCost,
  plain(quantity) AS PricingQuantity,
  focus_unit(unit_type) AS PricingUnit,
  'GitHub' AS ProviderName,
  'GitHub' AS PublisherName,
  -- Exports name a repository with or without its owner.
  CASE WHEN contains(repository, '/') THEN repository ELSE concat_ws('/', organization, repository) END AS repository_id,
  CASE WHEN repository IS NOT NULL THEN repository_id END AS ResourceId,
  string_split(repository, '/')[-1] AS ResourceName,
  CASE WHEN repository IS NOT NULL THEN 'Repository' END AS ResourceType,
  coalesce(category, 'Developer Tools') AS ServiceCategory,
  exported.product AS ServiceName,
  'GitHub' AS ServiceProviderName,
  coalesce(subcategory, 'Other (Developer Tools)') AS ServiceSubcategory,
  sku AS SkuId,
  organization AS SubAccountId,
  organization AS SubAccountName,
  CASE WHEN organization IS NOT NULL THEN 'Organization' END AS SubAccountType,
  plain(applied_cost_per_quantity) AS x_AppliedCostPerQuantity,
  cost_center_name AS x_CostCenterName,
  plain(discount_amount) AS x_DiscountAmount,
  type AS x_ReportType,
  source AS x_Source,
  source_row AS x_SourceRow,
  unit_type AS x_UnitType,
  username AS x_Username,
  workflow_path AS x_WorkflowPath
FROM exported
LEFT JOIN focus_services ON focus_services.product = lower(regexp_replace(exported.product, '[ _-]', '', 'g'));

-- Rows without what FOCUS demands of every charge.
CREATE OR REPLACE TEMP VIEW focus_incomplete AS
SELECT source, source_row FROM exported
WHERE net_amount IS NULL OR gross_amount IS NULL OR quantity IS NULL OR unit_type IS NULL OR product IS NULL OR sku IS NULL;
