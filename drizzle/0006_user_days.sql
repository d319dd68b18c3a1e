CREATE TABLE "analytics"."user_days" (
	"day" date PRIMARY KEY NOT NULL,
	"people" integer NOT NULL,
	"stubs" integer NOT NULL,
	"internal" integer NOT NULL,
	"internal_stubs" integer NOT NULL
);
