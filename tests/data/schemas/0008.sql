-- A database as revision 0008 of the schema left it; made by Alembic.
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0008');
CREATE TABLE cards (
	entry_id VARCHAR(64) NOT NULL, 
	theme VARCHAR(8) NOT NULL, 
	language VARCHAR(16) NOT NULL, 
	record_version VARCHAR(64) NOT NULL, 
	design INTEGER NOT NULL, 
	file_id TEXT NOT NULL, 
	PRIMARY KEY (entry_id, theme, language)
);
INSERT INTO "cards" VALUES('lavrov-team','light','en','v',1,'file');
CREATE TABLE deliveries (
	subscription_id VARCHAR(32) NOT NULL, 
	local_date VARCHAR(10) NOT NULL, 
	due_at BIGINT NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	entry_id VARCHAR(64), 
	cycle INTEGER, 
	attempts INTEGER NOT NULL, 
	doubts INTEGER NOT NULL, 
	handovers INTEGER NOT NULL, 
	reason TEXT, 
	message_id BIGINT, 
	changed_at FLOAT NOT NULL, 
	PRIMARY KEY (subscription_id, local_date)
);
INSERT INTO "deliveries" VALUES('abc','2026-11-27',1795746600,'sent','lavrov-team',0,1,0,1,NULL,55,1795746700.5);
CREATE TABLE memories (
	kind VARCHAR(8) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	second BIGINT NOT NULL, 
	third BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	kept_at FLOAT NOT NULL, 
	until FLOAT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (kind, chat_id, second, third)
);
INSERT INTO "memories" VALUES('shown',7,0,7,7,1795746700.5,1795747000.5,'"lavrov-team"');
CREATE TABLE missed (
	id INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	language VARCHAR(16) NOT NULL, 
	asker VARCHAR(64), 
	month VARCHAR(7), 
	times INTEGER NOT NULL, 
	is_refused SMALLINT DEFAULT '0' NOT NULL, 
	asked_on VARCHAR(10) NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE mistakes (
	id INTEGER NOT NULL, 
	entry_id VARCHAR(64) NOT NULL, 
	language VARCHAR(16) NOT NULL, 
	words TEXT NOT NULL, 
	reported_on VARCHAR(10) NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE notes (
	name VARCHAR(32) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE paces (
	chat_id BIGINT NOT NULL, 
	next_at FLOAT NOT NULL, held_from FLOAT DEFAULT '0' NOT NULL, held_until FLOAT DEFAULT '0' NOT NULL, 
	PRIMARY KEY (chat_id)
);
INSERT INTO "paces" VALUES(1001,1795746701.5,0.0,0.0);
CREATE TABLE preferences (
	user_id BIGINT NOT NULL, 
	language VARCHAR(16) NOT NULL, 
	PRIMARY KEY (user_id)
);
INSERT INTO "preferences" VALUES(7,'ru');
CREATE TABLE subscriptions (
	id VARCHAR(32) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	thread_id BIGINT, 
	user_id BIGINT NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	at_minute INTEGER NOT NULL, 
	weekdays INTEGER NOT NULL, 
	speaker VARCHAR(64), 
	theme VARCHAR(64), 
	language VARCHAR(16) NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	reason VARCHAR(16), 
	seed BIGINT NOT NULL, 
	created_at BIGINT NOT NULL, 
	next_due_at BIGINT, 
	next_due_date VARCHAR(10), 
	last_date VARCHAR(10), 
	last_delivered_at BIGINT, 
	skipped_date VARCHAR(10), 
	skipped_reason VARCHAR(20), 
	cycle INTEGER NOT NULL, 
	delivered TEXT NOT NULL, 
	last_entry VARCHAR(64), place VARCHAR(64), is_silent INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "subscriptions" VALUES('abc',1001,NULL,7,'Asia/Tashkent',450,127,NULL,'security','en','active',NULL,5,1764000000,1795833000,'2026-11-28','2026-11-27',1795746700,NULL,NULL,0,'lavrov-team','lavrov-team',NULL,0);
CREATE TABLE updates (
	update_id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	user_id BIGINT, 
	state SMALLINT NOT NULL, 
	taken_by INTEGER, 
	received_at FLOAT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (update_id)
);
INSERT INTO "updates" VALUES(77,0,NULL,2,NULL,1795746700.5,'');
CREATE INDEX subscriptions_next_due_at ON subscriptions (next_due_at);
CREATE INDEX subscriptions_chat_id ON subscriptions (chat_id);
CREATE INDEX subscriptions_user_id ON subscriptions (user_id);
CREATE INDEX deliveries_state_due_at ON deliveries (state, due_at);
CREATE INDEX updates_unfinished ON updates (chat_id, update_id) WHERE state < 2;
CREATE INDEX updates_received_at ON updates (received_at);
CREATE INDEX memories_user_id ON memories (user_id);
CREATE INDEX memories_until ON memories (until);
COMMIT;
