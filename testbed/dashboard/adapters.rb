# How a session's script is run, asked about and ended, by the adapter that the cluster file names.
require "shellwords"

module Dashboard
  module Adapters
    def self.of(cluster, staged_root)
      kinds = { "slurm" => Slurm, "systemd" => Group, "linux_host" => Tmux }
      kinds.fetch(cluster.job_config.fetch(:adapter)).new(staged_root)
    end

    # Real sbatch, squeue and scancel.
    class Slurm
      def initialize(staged_root) = @root = staged_root

      def submit(content, script)
        limit = script.fetch("wall_time").to_i
        argv = ["sbatch", "--parsable", "--export=NONE", "-D", @root, "-o", "#{@root}/output.log", "-J", "dashboard/session",
                "--time=#{limit / 3600}:#{limit % 3600 / 60}:#{limit % 60}"]
        argv += ["-p", script["queue_name"]] if script["queue_name"]
        said, ended = Open3.capture2e(*argv, *script.fetch("native", []), stdin_data: content)
        raise Refused, said.strip unless ended.success?

        said.strip
      end

      def status(job)
        said, = Open3.capture2("squeue", "--noheader", "--format=%T", "--jobs=#{job}", err: File::NULL)
        { "PENDING" => :queued, "RUNNING" => :running, "COMPLETING" => :running }.fetch(said.strip, :completed)
      end

      def exit_status(job)
        said, = Open3.capture2("sacct", "--noheader", "--parsable2", "--format=ExitCode", "--jobs=#{job}.batch")
        said.strip
      end

      def delete(job) = system("scancel", job)
    end

    # Stands for systemd-run: a process group of its own, little environment, TERM to every process of it.
    class Group
      def initialize(staged_root) = @root = staged_root

      def submit(content, script)
        raise TypeError, "no implicit conversion of Array into Hash" if script["native"].is_a?(Array)

        File.write(script_file, content)
        kept = ENV.to_h.slice("HOME", "USER", "LOGNAME", "PATH", "LANG")
        launch(kept, supervised("timeout --preserve-status --kill-after=90 #{limit(script)} bash #{script_file.shellescape}"))
      end

      def status(job)
        return :completed if File.exist?(exit_file)

        Process.kill(0, job.to_i) && :running
      rescue Errno::ESRCH
        :completed
      end

      def exit_status(_job) = File.exist?(exit_file) ? File.read(exit_file).strip : nil

      # As a control group: everything that descends from the job.
      def delete(job)
        parents = Dir.glob("/proc/[0-9]*/stat").to_h { |file| stat(file) }
        family = [job.to_i]
        family.each { |pid| family.concat(parents.select { |_, parent| parent == pid }.keys) }
        family.each { |pid| signal(pid) }
      end

      private

      def stat(file)
        [file[/\d+/].to_i, File.read(file)[/.*\) . (\d+)/, 1].to_i]
      rescue SystemCallError
        [0, -1]
      end

      def signal(pid)
        Process.kill("TERM", pid)
      rescue Errno::ESRCH
        nil
      end

      def launch(kept, command)
        pid = Process.spawn(kept, "bash", "-c", command, unsetenv_others: true, pgroup: true, chdir: "/",
                                                         in: File::NULL, %i[out err] => File::NULL)
        Process.detach(pid)
        pid.to_s
      end

      # Notes the main shell's status, which nobody else may ask for.
      def supervised(command)
        <<~BASH
          trap : TERM
          #{command} >#{@root.shellescape}/output.log 2>&1 &
          job=$!
          while kill -0 "$job" 2>/dev/null; do wait "$job"; status=$?; done
          echo "$status" >#{exit_file.shellescape}
        BASH
      end

      # A test may not wait for hours: the site's walltime, in seconds, when it is set.
      def limit(script) = ENV.fetch("DASHBOARD_WALLTIME", script.fetch("wall_time"))
      def script_file = "#{@root}/job.sh"
      def exit_file = "#{@root}/job.exit"
    end

    # Stands for LinuxHost: a tmux session, "timeout", a login shell; Cancel reaches the shell alone.
    class Tmux < Group
      def delete(job)
        shells, = Open3.capture2("pgrep", "-f", "^bash --login #{script_file}")
        shells.split.each { |pid| signal(pid.to_i) }
      end

      def submit(content, script)
        raise TypeError, "no implicit conversion of Array into Hash" if script["native"].is_a?(Array)

        File.write(script_file, content)
        File.write("#{@root}/job.tmux", supervised("timeout --preserve-status --kill-after=30 #{limit(script)} bash --login #{script_file.shellescape}"))
        name = "launched-by-ondemand-#{SecureRandom.uuid}"
        said, ended = Open3.capture2e("tmux", "-S", "#{Dir.home}/tmux", "new-session", "-d", "-s", name, "bash", "#{@root}/job.tmux")
        raise Refused, said unless ended.success?

        name
      end

      def status(job)
        return :completed if File.exist?(exit_file)

        _, ended = Open3.capture2e("tmux", "-S", "#{Dir.home}/tmux", "has-session", "-t", job)
        ended.success? ? :running : :completed
      end
    end
  end
end
