-- What Drizzle's schema language can't say. See docs/adr/0003-storage-layout.md.
INSERT INTO "analytics"."write_guard" ("id", "epoch") VALUES (1, 1);
--> statement-breakpoint
-- Counters are updated in place: room on the page keeps the updates out of the indexes.
ALTER TABLE "analytics"."user_usage_stats" SET (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE "analytics"."write_guard" SET (fillfactor = 10);
--> statement-breakpoint
-- Blocks are read whole and often: out of line, uncompressed.
ALTER TABLE "analytics"."chronicle_blocks" ALTER COLUMN "data" SET STORAGE EXTERNAL, ALTER COLUMN "totals" SET STORAGE EXTERNAL;
--> statement-breakpoint
ALTER TABLE "analytics"."chronicle_kept" ALTER COLUMN "data" SET STORAGE EXTERNAL, ALTER COLUMN "totals" SET STORAGE EXTERNAL;
--> statement-breakpoint
ALTER TABLE "analytics"."user_usage_stats"
  ADD CONSTRAINT "user_usage_stats_user_id_users_fk" FOREIGN KEY ("user_id") REFERENCES "analytics"."users" ("id");
