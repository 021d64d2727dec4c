"""Proposals, their delivery and their answers. What people said is never rewritten."""

import django.db.models.deletion
import mizan.ledger.ids
from django.db import migrations, models

from mizan.ledger.guards import append_only, unchanged


class Migration(migrations.Migration):

    dependencies = [
        ('council', '0002_guards'),
        ('framework', '0006_cascade'),
        ('institutions', '0007_guards_of_keys'),
        ('ledger', '0013_logorigin'),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('world', models.CharField(choices=[('real', 'real'), ('exercise', 'exercise')], db_index=True, default='real', max_length=8)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('source', models.TextField(blank=True)),
                ('as_of', models.CharField(blank=True, max_length=10)),
                ('grade', models.CharField(blank=True, choices=[('primary', 'primary source'), ('secondary', 'secondary source'), ('news', 'news report'), ('unattributed', 'no attribution')], max_length=12)),
                ('note', models.JSONField(blank=True, default=dict)),
                ('pack', models.CharField(blank=True, db_index=True, max_length=40)),
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('action', 'an action'), ('unit', 'a unit'), ('law', 'a change of law'), ('figure', 'a correction of a figure')], max_length=6)),
                ('text', models.JSONField(blank=True, default=dict)),
                ('reason', models.JSONField(blank=True, default=dict)),
                ('proposed_side', models.CharField(choices=[('state', 'state'), ('society', 'society')], max_length=7)),
                ('unit', models.CharField(blank=True, choices=[('internal_affairs', 'Internal Affairs Division'), ('anti_corruption', 'anti-corruption unit')], max_length=16)),
                ('made_on', models.DateField()),
                ('action', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='framework.action')),
                ('addressed_to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals_received', to='institutions.institution')),
                ('committee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='council.committee')),
                ('indicator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='framework.indicator')),
                ('made_in', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('pillar', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='framework.pillar')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals_made', to='institutions.institution')),
            ],
            options={
                'ordering': ('-made_on', 'code'),
            },
        ),
        migrations.CreateModel(
            name='ProposalAnswer',
            fields=[
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('answer', models.CharField(choices=[('accepted', 'accepted'), ('countered', 'countered'), ('refused', 'refused'), ('agreed', 'the counter is agreed'), ('insisted', 'the proposer insists'), ('withdrawn', 'withdrawn')], max_length=9)),
                ('text', models.JSONField(blank=True, default=dict)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('is_late', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('action', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='framework.action')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('co_owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('committee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='council.committee')),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='council.proposal')),
            ],
            options={
                'ordering': ('at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='ProposalDelivery',
            fields=[
                ('id', models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('made_in', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='council.proposal')),
            ],
            options={
                'ordering': ('at', 'id'),
            },
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('pack', ''), ('made_in__isnull', False)), models.Q(models.Q(('pack', ''), _negated=True), ('made_in', None)), _connector='OR'), name='a_proposal_of_people_has_its_event'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('proposed_by', models.F('addressed_to')), _negated=True), name='nobody_proposes_to_herself'),
        ),
        migrations.AddConstraint(
            model_name='proposalanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('body', None), ('committee__isnull', False)), models.Q(('body__isnull', False), ('committee', None)), _connector='OR'), name='an_answer_is_a_bodys_or_a_committees'),
        ),
        migrations.AddConstraint(
            model_name='proposalanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', 'accepted'), ('due_on__isnull', False), ('owner__isnull', False)), models.Q(models.Q(('answer', 'accepted'), _negated=True), ('action', None), ('co_owner', None), ('due_on', None), ('owner', None)), _connector='OR'), name='an_acceptance_has_owner_and_day'),
        ),
        migrations.AddConstraint(
            model_name='proposaldelivery',
            constraint=models.UniqueConstraint(fields=('proposal', 'body'), name='delivery_is_taken_once'),
        ),
        append_only("council_proposaldelivery"),
        append_only("council_proposalanswer"),
        append_only(
            "council_proposal", key="code", open_while=f"OLD.pack <> '' AND {unchanged('code', 'pack', 'made_in_id')}"
        ),
    ]
