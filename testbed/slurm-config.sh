# The cluster's configuration files, written from $PREFIX, $port_base and $min_job_age. Sourced by up.

# Nodes claim more than this machine has (config_overrides), so that many small jobs run at once.
slurm_conf() {
  local host port node
  host=$(hostname -s)
  port=$((port_base + 2))
  cat <<END
ClusterName=testbed
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port_base
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$PREFIX/run/munge.sock
CredType=cred/munge
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation=$PREFIX/slurm/ctld
SlurmdSpoolDir=$PREFIX/slurm/%n
SlurmctldPidFile=$PREFIX/run/slurmctld.own-pid
SlurmdPidFile=$PREFIX/run/slurmd-%n.own-pid
MailProg=/bin/true
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
ReturnToService=2
SlurmdParameters=config_overrides
MessageTimeout=30
BatchStartTimeout=60
SlurmdTimeout=300
InactiveLimit=0
KillWait=5
OverTimeLimit=0
MinJobAge=$min_job_age
JobRequeue=1
EnforcePartLimits=ALL
SchedulerType=sched/backfill
SchedulerParameters=bf_interval=2,sched_interval=2
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
DefMemPerCPU=1024
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
GresTypes=gpu
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=task=2
JobAcctGatherParams=OverMemoryKill,UsePss
AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=127.0.0.1
AccountingStoragePort=$((port_base + 1))
AccountingStoragePass=$PREFIX/run/munge.sock
AccountingStorageTRES=gres/gpu,gres/gpu:a100
END
  for node in "${NODES[@]}"; do
    echo "NodeName=$node NodeHostname=$host NodeAddr=127.0.0.1 Port=$port CPUs=32 RealMemory=131072 State=UNKNOWN$(node_extras "$node")"
    port=$((port + 1))
  done
  cat <<END
PartitionName=gpu Nodes=g1,g2 Default=YES DefaultTime=00:30:00 MaxTime=3-00:00:00
PartitionName=urgent Nodes=c1 PriorityTier=10 DefaultTime=00:30:00 MaxTime=7-00:00:00
PartitionName=cpu Nodes=c1 PreemptMode=REQUEUE DefaultTime=00:30:00 MaxTime=7-00:00:00
PartitionName=short Nodes=c1 DefaultTime=00:01:00 MaxTime=00:02:00
END
}

node_extras() {
  [[ $1 != g* ]] || echo " Gres=gpu:a100:4 Feature=gpu80"
}

gres_conf() {
  echo "AutoDetect=off"
  echo "NodeName=g1,g2 Name=gpu Type=a100 File=$PREFIX/dev/fakegpu[0-3]"
}

slurmdbd_conf() {
  cat <<END
AuthType=auth/munge
AuthInfo=socket=$PREFIX/run/munge.sock
DbdAddr=127.0.0.1
DbdHost=$(hostname -s)
DbdPort=$((port_base + 1))
CommunicationParameters=NoInAddrAny
SlurmUser=root
PidFile=$PREFIX/run/slurmdbd.own-pid
StorageType=accounting_storage/mysql
StorageHost=localhost
StorageUser=root
StorageLoc=slurm
END
}

write_configuration() {
  slurm_conf >"$PREFIX/etc/slurm.conf"
  gres_conf >"$PREFIX/etc/gres.conf"
  (umask 077 && slurmdbd_conf >"$PREFIX/etc/slurmdbd.conf")
  install -d -m 755 "$PREFIX/slurm/ctld"
}
