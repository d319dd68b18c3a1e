DROP INDEX "analytics"."referrals_created";--> statement-breakpoint
CREATE INDEX "community_likes_created" ON "analytics"."community_likes" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "community_likes_id" ON "analytics"."community_likes" USING btree ("id");--> statement-breakpoint
CREATE INDEX "community_shares_id" ON "analytics"."community_shares" USING btree ("id");--> statement-breakpoint
CREATE INDEX "credit_transactions_id" ON "analytics"."credit_transactions" USING btree ("id");--> statement-breakpoint
CREATE INDEX "referrals_id" ON "analytics"."referrals" USING btree ("id");--> statement-breakpoint
CREATE INDEX "referrals_created" ON "analytics"."referrals" USING btree ("created_at","id");