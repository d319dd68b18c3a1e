UPDATE "analytics"."operators" SET email = 'admin@localhost.localdomain' WHERE email = 'admin@localhost';
--> statement-breakpoint
-- Sessions of before know no end of their own.
DELETE FROM "analytics"."operator_sessions";
