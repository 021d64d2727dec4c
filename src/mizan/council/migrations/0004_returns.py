"""Returns: forms, who files, and every revision of what was said."""

import django.db.models.deletion
import mizan.ledger.ids
from django.conf import settings
from django.db import migrations, models

from mizan.ledger.guards import append_only

WHOLE = ("returnapproval", "returnduty", "returnquery", "returnreminder", "returnrevision", "returnstart")
FIXED = ("body_id", "form_id", "period", "first", "last", "due_on", "place_id", "world", "made_in_id")


class Migration(migrations.Migration):

    dependencies = [
        ('council', '0003_proposals'),
        ('institutions', '0007_guards_of_keys'),
        ('ledger', '0013_logorigin'),
        ('places', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReturnForm',
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
                ('about', models.JSONField(blank=True, default=dict)),
                ('sides', models.JSONField(default=list)),
                ('kinds', models.JSONField(default=list)),
                ('every', models.CharField(max_length=11)),
                ('days', models.PositiveSmallIntegerField()),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('figures', models.JSONField(default=list)),
                ('limits', models.JSONField(default=list)),
            ],
            options={
                'ordering': ('code',),
            },
        ),
        migrations.CreateModel(
            name='ReturnDuty',
            fields=[
                ('world', models.CharField(choices=[('real', 'real'), ('exercise', 'exercise')], db_index=True, default='real', max_length=8)),
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='return_duties', to='institutions.institution')),
                ('deputy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Return',
            fields=[
                ('world', models.CharField(choices=[('real', 'real'), ('exercise', 'exercise')], db_index=True, default='real', max_length=8)),
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('period', models.CharField(max_length=21)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('due_on', models.DateField()),
                ('stage', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('queried', 'queried'), ('approved', 'approved')], default='draft', max_length=9)),
                ('revision', models.PositiveSmallIntegerField(default=0)),
                ('submitted_on', models.DateField(blank=True, null=True)),
                ('approved_on', models.DateField(blank=True, null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='institutions.institution')),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='council.returnform')),
            ],
            options={
                'ordering': ('form', 'body', 'first'),
            },
        ),
        migrations.CreateModel(
            name='ReturnReminder',
            fields=[
                ('world', models.CharField(choices=[('real', 'real'), ('exercise', 'exercise')], db_index=True, default='real', max_length=8)),
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('coming', models.PositiveSmallIntegerField()),
                ('late', models.PositiveSmallIntegerField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
            ],
            options={
                'ordering': ('day', 'body'),
            },
        ),
        migrations.CreateModel(
            name='ReturnRevision',
            fields=[
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('submitted', models.BooleanField()),
                ('figures', models.JSONField(default=dict)),
                ('note', models.JSONField(blank=True, default=dict)),
                ('form_version', models.PositiveSmallIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='council.return')),
            ],
            options={
                'ordering': ('of', 'number'),
            },
        ),
        migrations.CreateModel(
            name='ReturnQuery',
            fields=[
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('figure', models.CharField(blank=True, max_length=40)),
                ('text', models.JSONField(blank=True, default=dict)),
                ('at', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='queries', to='council.returnrevision')),
            ],
            options={
                'ordering': ('at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='ReturnApproval',
            fields=[
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='approval', to='council.returnrevision')),
            ],
        ),
        migrations.CreateModel(
            name='ReturnStart',
            fields=[
                ('world', models.CharField(choices=[('real', 'real'), ('exercise', 'exercise')], db_index=True, default='real', max_length=8)),
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('files', models.BooleanField()),
                ('since', models.DateField()),
                ('at', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='return_starts', to='institutions.institution')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='starts', to='council.returnform')),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ('at', 'id'),
            },
        ),
        migrations.AddIndex(
            model_name='return',
            index=models.Index(fields=['form', 'world', 'first'], name='returns_of_a_grid'),
        ),
        migrations.AddConstraint(
            model_name='return',
            constraint=models.UniqueConstraint(fields=('body', 'form', 'period'), name='one_return_a_period'),
        ),
        migrations.AddConstraint(
            model_name='returnreminder',
            constraint=models.UniqueConstraint(fields=('body', 'day'), name='one_reminder_a_day'),
        ),
        migrations.AddConstraint(
            model_name='returnrevision',
            constraint=models.UniqueConstraint(fields=('of', 'number'), name='a_revision_has_its_own_number'),
        ),
        *(append_only(f"council_{table}") for table in WHOLE),
        append_only("council_return", columns=FIXED),
    ]
