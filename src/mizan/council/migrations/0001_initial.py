"""Committees, seats, sessions and what is decided in them."""

import django.db.models.deletion
import mizan.ledger.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('framework', '0006_cascade'),
        ('institutions', '0007_guards_of_keys'),
        ('ledger', '0013_logorigin'),
        ('places', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=20)),
                ('order', models.PositiveSmallIntegerField()),
                ('title', models.JSONField(blank=True, default=dict)),
                ('url', models.CharField(blank=True, max_length=300)),
                ('subject_kind', models.CharField(blank=True, max_length=60)),
                ('subject_id', models.CharField(blank=True, max_length=80)),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
            ],
            options={
                'ordering': ('session', 'order', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Committee',
            fields=[
                ('world', models.CharField(choices=[('real', 'real'), ('exercise', 'exercise')], db_index=True, default='real', max_length=8)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('source', models.TextField(blank=True)),
                ('as_of', models.CharField(blank=True, max_length=10)),
                ('grade', models.CharField(blank=True, choices=[('primary', 'primary source'), ('secondary', 'secondary source'), ('news', 'news report'), ('unattributed', 'no attribution')], max_length=12)),
                ('note', models.JSONField(blank=True, default=dict)),
                ('pack', models.CharField(blank=True, db_index=True, max_length=40)),
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('name', models.JSONField(blank=True, default=dict)),
                ('remit', models.JSONField(blank=True, default=dict)),
                ('level', models.CharField(choices=[('global', 'global'), ('regional', 'regional'), ('national', 'national'), ('provincial', 'provincial'), ('district', 'district'), ('international', 'international')], max_length=13)),
                ('rhythm_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('notice_days', models.PositiveSmallIntegerField(default=7)),
                ('term_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('quorum_state', models.PositiveSmallIntegerField(default=1)),
                ('quorum_society', models.PositiveSmallIntegerField(default=1)),
                ('verified', models.BooleanField(default=False)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='council.committee')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ('code',),
            },
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.JSONField(blank=True, default=dict)),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
            ],
            options={
                'verbose_name_plural': 'minutes',
                'ordering': ('session', 'number'),
            },
        ),
        migrations.CreateModel(
            name='Motion',
            fields=[
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('becomes', models.CharField(choices=[('action', 'a new action'), ('change', 'a change of an action'), ('reply', 'a reply to a proposal'), ('assessment', 'an answer to an obligation by both sides')], max_length=10)),
                ('text', models.JSONField(blank=True, default=dict)),
                ('due_on', models.DateField()),
                ('terms', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('co_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='motions', to='council.agendaitem')),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
            ],
            options={
                'ordering': ('session', 'number'),
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('carried', models.BooleanField()),
                ('state_for', models.PositiveSmallIntegerField()),
                ('state_against', models.PositiveSmallIntegerField()),
                ('society_for', models.PositiveSmallIntegerField()),
                ('society_against', models.PositiveSmallIntegerField()),
                ('abstained', models.PositiveSmallIntegerField()),
                ('result_kind', models.CharField(blank=True, max_length=60)),
                ('result_id', models.CharField(blank=True, max_length=80)),
                ('at', models.DateTimeField()),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('motion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='council.motion')),
            ],
            options={
                'ordering': ('at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('world', models.CharField(choices=[('real', 'real'), ('exercise', 'exercise')], db_index=True, default='real', max_length=8)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('source', models.TextField(blank=True)),
                ('as_of', models.CharField(blank=True, max_length=10)),
                ('grade', models.CharField(blank=True, choices=[('primary', 'primary source'), ('secondary', 'secondary source'), ('news', 'news report'), ('unattributed', 'no attribution')], max_length=12)),
                ('note', models.JSONField(blank=True, default=dict)),
                ('pack', models.CharField(blank=True, db_index=True, max_length=40)),
                ('code', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('side', models.CharField(choices=[('state', 'state'), ('society', 'society')], max_length=7)),
                ('number', models.PositiveSmallIntegerField()),
                ('part', models.CharField(choices=[('chair', 'chair'), ('co_chair', 'co-chair'), ('secretary', 'secretary'), ('member', 'member')], default='member', max_length=9)),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='institutions.institution')),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='council.committee')),
            ],
            options={
                'ordering': ('committee', 'side', 'number'),
            },
        ),
        migrations.CreateModel(
            name='SeatHolder',
            fields=[
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('procedure', models.CharField(max_length=200)),
                ('interests', models.TextField(blank=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('ended_why', models.CharField(blank=True, max_length=200)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('ended_in', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holders', to='council.seat')),
                ('seated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='council_seats', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('since', 'id'),
            },
        ),
        migrations.AddField(
            model_name='motion',
            name='moved_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='council.seatholder'),
        ),
        migrations.CreateModel(
            name='MinutesSignature',
            fields=[
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='council.minutes')),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='council.seatholder')),
            ],
            options={
                'ordering': ('at', 'id'),
            },
        ),
        migrations.AddField(
            model_name='minutes',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='council.seatholder'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='added_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='council.seatholder'),
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('world', models.CharField(choices=[('real', 'real'), ('exercise', 'exercise')], db_index=True, default='real', max_length=8)),
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('day', models.DateField()),
                ('venue', models.JSONField(blank=True, default=dict)),
                ('why', models.CharField(choices=[('called', 'called by a chair'), ('rhythm', "due by the committee's rhythm")], max_length=7)),
                ('called_side', models.CharField(blank=True, choices=[('state', 'state'), ('society', 'society')], max_length=7)),
                ('called_on', models.DateField()),
                ('opened_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('quorate', 'quorate'), ('inquorate', 'inquorate'), ('missed', 'missed')], max_length=9, null=True)),
                ('called_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='council.seatholder')),
                ('closed_in', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='council.committee')),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('opened_in', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
            ],
            options={
                'ordering': ('-day', '-number'),
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('is_sensitive', models.BooleanField(default=False)),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='framework.evidence')),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('laid_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='council.seatholder')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='council.session')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.AddField(
            model_name='motion',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='motions', to='council.session'),
        ),
        migrations.AddField(
            model_name='minutes',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='council.session'),
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('present', 'present'), ('remote', 'present from afar'), ('apologies', 'sent apologies'), ('left', 'left')], max_length=9)),
                ('at', models.DateTimeField()),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='council.seatholder')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='council.seatholder')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='council.session')),
            ],
            options={
                'ordering': ('at', 'id'),
            },
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agenda', to='council.session'),
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('choice', models.CharField(choices=[('for', 'for'), ('against', 'against'), ('abstain', 'abstains')], max_length=7)),
                ('dissent', models.JSONField(blank=True, default=dict)),
                ('at', models.DateTimeField()),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='council.seatholder')),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('motion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='council.motion')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='council.seatholder')),
            ],
            options={
                'ordering': ('at', 'id'),
            },
        ),
        migrations.AddConstraint(
            model_name='committee',
            constraint=models.CheckConstraint(condition=models.Q(('quorum_state__gte', 1), ('quorum_society__gte', 1)), name='quorum_needs_both_sides'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('carried', False), ('result_id', '')), models.Q(('carried', True), models.Q(('result_id', ''), _negated=True)), _connector='OR'), name='what_is_carried_becomes_something'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(fields=('committee', 'side', 'number'), name='a_seat_has_its_own_number'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('part__in', ('chair', 'co_chair', 'secretary'))), fields=('committee', 'part'), name='a_committee_has_one_of_each_part'),
        ),
        migrations.AddConstraint(
            model_name='seatholder',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('seat',), name='one_person_in_a_seat'),
        ),
        migrations.AddConstraint(
            model_name='seatholder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_in', None), ('ended_on', None)), models.Q(('ended_in__isnull', False), ('ended_on__isnull', False)), _connector='OR'), name='an_end_of_a_seat_has_its_event'),
        ),
        migrations.AddConstraint(
            model_name='minutessignature',
            constraint=models.UniqueConstraint(fields=('minutes', 'holder'), name='minutes_are_signed_once'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(fields=('committee', 'number'), name='a_session_has_its_own_number'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(condition=models.Q(('outcome', None)), fields=('committee',), name='one_session_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_in', None), ('closed_on', None), ('outcome', None)), models.Q(('closed_in__isnull', False), ('closed_on__isnull', False), ('outcome__isnull', False)), _connector='OR'), name='an_outcome_has_its_day_and_event'),
        ),
        migrations.AddConstraint(
            model_name='motion',
            constraint=models.UniqueConstraint(fields=('session', 'number'), name='a_motion_has_its_own_number'),
        ),
        migrations.AddConstraint(
            model_name='minutes',
            constraint=models.UniqueConstraint(fields=('session', 'number'), name='minutes_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.UniqueConstraint(fields=('motion', 'holder'), name='a_seat_votes_once'),
        ),
    ]
